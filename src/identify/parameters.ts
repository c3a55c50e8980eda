import type { FitParameter } from '../fit/search/parameter.js';
import type { Hypothesis, Side } from './hypothesis.js';
import type { Timing } from './timing.js';

/** Numbers by the names of parameters. */
export type Values = Readonly<Record<string, number>>;

/** How far a time constant may lie from the scan's, as a factor. */
const FAR = 30;
/** Slow traces start at so many of the longer time constant. */
const SLOW = 3;
/** Size of a term that is not known to be there, as a share of the largest change. */
const TRACE_OF = 1e-4;

/**
 * The numbers of a hypothesis, with where a search for them starts.
 * @param known where it starts instead, by name
 */
export function parametersOf(hypothesis: Hypothesis, timing: Timing, known: Values = {}): FitParameter[] {
  const { plus, minus, blankPre, blankPost, blankSlope, again } = hypothesis;
  const size = Math.max(Math.abs(timing.largest.plus), Math.abs(timing.largest.minus));
  const alone = (event: string): FitParameter[] => [
    change(`blank_${event}`, `change of the weight by one ${event} alone`, 0, size),
    ...(blankSlope ? [change(`blank_${event}_slope`, `how that changes over the range of the weight`, 0, size)] : []),
    ...(again
      ? [
          change(`again_${event}`, `how much more a ${event} does that follows another ${event}`, 0, size),
          change(`again_${event}_slope`, `how that changes over the range of the weight`, 0, size),
        ]
      : []),
  ];
  const all = [
    ...(plus ? side(plus, '+', timing, size) : []),
    ...(minus ? side(minus, '-', timing, size) : []),
    ...(blankPre ? alone('pre') : []),
    ...(blankPost ? alone('post') : []),
    ...(again ? [tau('tau_again', 'time constant with which that is forgotten', SLOW * timing.slowest)] : []),
  ];
  return all.map((parameter) => {
    const value = known[parameter.name];
    return value === undefined ? parameter : { ...parameter, start: value };
  });
}

function side(
  { dependence, pairing, warm, triplet }: Side,
  sign: '+' | '-',
  timing: Timing,
  size: number,
): FitParameter[] {
  const [order, first, time] =
    sign === '+'
      ? ['post after pre', timing.largest.plus, timing.plus]
      : ['pre after post', timing.largest.minus, timing.minus];
  return [
    change(
      `a${sign}`,
      `change of the weight by ${order} at dt -> 0, at the weight of the start`,
      grown(first, time, timing),
      size,
    ),
    tau(`tau${sign}`, `time constant of ${order}`, time),
    ...(dependence === 'power' ? [share(`mu${sign}`, `power of the weight in ${order}`, 0.3, 0, 10)] : []),
    ...(dependence === 'linear'
      ? [share(`slope${sign}`, `relative change of ${order} over the range of the weight`, 0, -3, 3)]
      : []),
    ...(pairing === 'partial'
      ? [share(`keep${sign}`, `share of the trace of ${order} that outlasts the next event of its side`, 0.5, 0, 1)]
      : []),
    ...terms({ warm, triplet }, order, sign, timing, size),
  ];
}

/** What a side may have beside its pair. */
function terms(
  { warm, triplet }: Pick<Side, 'warm' | 'triplet'>,
  order: string,
  sign: '+' | '-',
  timing: Timing,
  size: number,
): FitParameter[] {
  return [
    ...(warm
      ? [
          share(
            `warm${sign}`,
            `how much more a later event of its side writes to the trace of ${order}`,
            0.1,
            -0.95,
            10,
          ),
          tau(`tau_warm${sign}`, 'time constant with which that is forgotten', SLOW * timing.slowest),
        ]
      : []),
    ...(triplet
      ? [
          change(
            `a3${sign}`,
            `change by ${order}, for each earlier event of the side that reads`,
            TRACE_OF * size,
            size,
          ),
          tau(`tau3${sign}`, 'time constant of that', SLOW * timing.slowest),
        ]
      : []),
  ];
}

function change(name: string, meaning: string, start: number, size: number): FitParameter {
  return { name, meaning, unit: '1', scale: 'linear', start, min: -1, max: 1, size };
}

function tau(name: string, meaning: string, start: number): FitParameter {
  return { name, meaning, unit: 's', scale: 'log', start, min: start / FAR, max: start * FAR, size: start };
}

function share(name: string, meaning: string, start: number, min: number, max: number): FitParameter {
  return { name, meaning, unit: '1', scale: 'linear', start, min, max, size: 1, naturalBounds: true };
}

/** The change at the smallest dt, taken back to dt = 0. */
function grown(largest: number, time: number, { nearest }: Timing): number {
  return Math.max(-0.9, Math.min(0.9, largest * Math.exp(Math.min(nearest / time, 2))));
}
