import type { Sampled } from './sampled.js';
import { valueAt } from './sampled.js';
import { formatPercent, formatQuantity } from '../units/format.js';

export interface DecayFit {
  /** seconds */
  readonly tau: number;
  /** Value at `start`. */
  readonly amplitude: number;
  /** Rms deviation of ln y from the line. */
  readonly residual: number;
}

/** What has no time constant, and why: completes a sentence that starts with what was looked at. */
export interface NoExponential {
  readonly tau?: undefined;
  readonly amplitude?: undefined;
  readonly residual?: undefined;
  readonly reason: string;
}

/**
 * Fitted between these fractions of the value at `start`: above, the tail node still settles; below, the off current
 * shows.
 */
const HIGH = 0.8;
const LOW = 0.1;
const LEVELS = 200;

/** Shapes that are none: a DPI, a tau-cell and a ramp stay below a tenth of each of these. */
const MOST_RESIDUAL = 0.05;
/** Longest time in one of the levels, each a hundredth of the value, in time constants: an exponential needs 0.0104. */
const LONGEST_STEP = 0.05;
/** Largest rise above what was reached before, share of the amplitude. */
const LARGEST_RISE = 0.02;
/** Samples between the highest and the lowest level. */
const FEWEST_POINTS = 10;

/**
 * Time constant of an exponential decay: a straight line through ln y against t, evenly weighted in ln y. What rises
 * again, stands still on its way, does not reach a tenth of its start or is otherwise no exponential has none.
 *
 * @param start s, after the event and the displacement current of its edge
 */
export function fitDecay(curve: Sampled, start: number): DecayFit | NoExponential {
  const amplitude = valueAt(curve, start);
  if (!(amplitude > 0)) return { reason: 'is not above zero after its event' };
  const first = curve.x.findIndex((time) => time > start);
  if (first < 1) return { reason: 'ends with its event' };
  const rise = riseOf(curve, first, amplitude);
  if (rise !== undefined) return { reason: rise };
  const crossings = crossingsOf(curve, first, amplitude);
  if (!crossings) return { reason: 'does not fall to a tenth of its start' };
  const { times, levels, points } = crossings;
  if (points < FEWEST_POINTS) return { reason: `falls within ${points} samples, which show no shape` };
  const { slope, residual } = line(levels, times);
  const tau = -slope;
  const step = Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? NaN)));
  if (!(step <= LONGEST_STEP * tau))
    return { reason: `stands still for ${formatQuantity(step, 's', 3)} on its way, as a staircase does` };
  if (!(residual / tau <= MOST_RESIDUAL))
    return { reason: `is ${formatPercent(residual / tau, 2)} of a time constant (rms) away from any exponential` };
  return { tau, amplitude, residual: residual / tau };
}

/** When a curve is back above what it had fallen to, in words. */
function riseOf({ x, y }: Sampled, first: number, amplitude: number): string | undefined {
  let lowest = amplitude;
  for (let index = first; index < y.length; index++) {
    const value = y[index] ?? NaN;
    if (!Number.isFinite(value)) return 'is not a finite number throughout';
    if (value > lowest + LARGEST_RISE * amplitude) {
      const share = formatPercent((value - lowest) / amplitude, 2);
      return `rises again by ${share} of its start at ${formatQuantity(x[index] ?? NaN, 's', 3)}`;
    }
    lowest = Math.min(lowest, value);
  }
  return undefined;
}

/** When a falling curve passes each level; nothing when it does not pass all. */
function crossingsOf(
  { x, y }: Sampled,
  first: number,
  amplitude: number,
): { readonly times: number[]; readonly levels: number[]; readonly points: number } | undefined {
  const times: number[] = [];
  const levels: number[] = [];
  let index = first;
  let begin = first;
  for (let step = 0; step < LEVELS; step++) {
    const level = Math.log(HIGH) + ((Math.log(LOW) - Math.log(HIGH)) * step) / (LEVELS - 1);
    const value = amplitude * Math.exp(level);
    while ((y[index] ?? NaN) > value) index++;
    if (index >= y.length) return undefined;
    if (step === 0) begin = index;
    const [low, high] = [y[index - 1] ?? NaN, y[index] ?? NaN];
    const [from, to] = [x[index - 1] ?? NaN, x[index] ?? NaN];
    const share = high > 0 && low > high ? Math.log(value / low) / Math.log(high / low) : 1;
    times.push(from + (to - from) * share);
    levels.push(level);
  }
  return { times, levels, points: index - begin };
}

/** Least squares y = a + slope x. */
function line(x: readonly number[], y: readonly number[]): { slope: number; residual: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let sxy = 0;
  let sxx = 0;
  x.forEach((value, index) => {
    sxy += (value - mx) * ((y[index] ?? NaN) - my);
    sxx += (value - mx) ** 2;
  });
  const slope = sxy / sxx;
  const squares = x.reduce((sum, value, index) => sum + ((y[index] ?? NaN) - my - slope * (value - mx)) ** 2, 0);
  return { slope, residual: Math.sqrt(squares / x.length) };
}
