import { valueAt, type Sampled } from '../../compare/sampled.js';

/*
 * What a neuron does under a constant current, taken from its output over time.
 */

/** How a neuron fired in one experiment. */
export interface Firing {
  /** When its output left its rest, s. */
  readonly times: readonly number[];
  /** Hz; 0 where it is silent, or fires once and not again. */
  readonly rate: number;
  /** Of a circuit: the output before the current, V, and whether that is a spike already. */
  readonly idle?: { readonly voltage: number; readonly beyond: boolean };
  /** Of a circuit that fired twice at least. */
  readonly spike?: SpikeShape;
}

/** The last whole spike of a circuit. */
export interface SpikeShape {
  /** Time beyond the level, s. */
  readonly width: number;
  /** Distance of its peak from the output before the current, V. */
  readonly amplitude: number;
  /** From the supply above what the circuit takes without a current, J. */
  readonly energy: number;
  /** The lowest value of the membrane until the next spike, in units of the rule; absent where it is not seen. */
  readonly reset?: number;
  /** The output around it, V against s after its crossing of the level. */
  readonly output: Sampled;
}

/** Waveforms of a neuron and how to read them. */
export interface Seen {
  readonly output: Sampled;
  /** Current from the supply, A, at the times of the output. */
  readonly supplied: Float64Array;
  /** The membrane in units of the rule, where it is seen. */
  readonly membrane?: Sampled;
  readonly edge: 'rising' | 'falling';
  /** V */
  readonly level: number;
  /** V */
  readonly supply: number;
}

/** Spikes that have an interval before them that is like all later ones: the first comes from rest. */
const UNLIKE = 1;
/** Spikes from which on the first is left out. */
const MANY = 4;
/** What is drawn of a spike, in widths before and after its crossing. */
const DRAWN = [1, 3] as const;

/** Reads the spikes of a circuit. */
export function firingOf(seen: Seen): Firing {
  const { output, edge, level } = seen;
  const sign = edge === 'rising' ? 1 : -1;
  const rest = output.y[0] ?? NaN;
  const { up, down } = crossings(output, level, sign);
  const counted = up.length >= MANY ? up.slice(UNLIKE) : up;
  const [first, last] = [counted[0], counted.at(-1)];
  const many = counted.length > 1 && first !== undefined && last !== undefined;
  const rate = many ? (counted.length - 1) / (last - first) : 0;
  const shape = many ? shapeOf(seen, { counted, down, sign, rest }) : undefined;
  return {
    times: up,
    rate,
    idle: { voltage: rest, beyond: sign * (rest - level) > 0 },
    ...(shape ? { spike: shape } : {}),
  };
}

interface Train {
  readonly counted: readonly number[];
  readonly down: readonly number[];
  readonly sign: number;
  readonly rest: number;
}

function shapeOf(seen: Seen, { counted, down, sign, rest }: Train): SpikeShape | undefined {
  const { output, supplied, supply, membrane } = seen;
  const [start, next] = [counted.at(-2) ?? NaN, counted.at(-1) ?? NaN];
  const fall = down.find((time) => time > start);
  if (fall === undefined) return undefined;
  const width = fall - start;
  const idle = supplied[0] ?? NaN;
  const [first, last] = [counted[0] ?? NaN, next];
  const charge = integral(output.x, supplied, idle, first, last);
  return {
    width,
    amplitude: sign * (extreme(between(output, start, next), sign) - rest),
    energy: (supply * charge) / (counted.length - 1),
    ...(membrane ? { reset: extreme(between(membrane, start, next), -1) } : {}),
    output: shifted(between(output, start - DRAWN[0] * width, fall + DRAWN[1] * width), start),
  };
}

/** Times at which a curve crosses a level away from rest (`up`) and back (`down`). */
function crossings({ x, y }: Sampled, level: number, sign: number): { readonly up: number[]; readonly down: number[] } {
  const [up, down]: [number[], number[]] = [[], []];
  for (let index = 1; index < x.length; index += 1) {
    const [before, after] = [sign * (y[index - 1]! - level), sign * (y[index]! - level)];
    if (before > 0 === after > 0) continue;
    const time = x[index - 1]! + ((x[index]! - x[index - 1]!) * before) / (before - after);
    (after > 0 ? up : down).push(time);
  }
  return { up, down };
}

/** Of what a curve is above `base`, from one time to another, by trapezoids. */
function integral(x: Float64Array, y: Float64Array, base: number, from: number, to: number): number {
  const curve = between({ x, y }, from, to);
  let sum = 0;
  for (let index = 1; index < curve.x.length; index += 1)
    sum += ((curve.y[index]! + curve.y[index - 1]!) / 2 - base) * (curve.x[index]! - curve.x[index - 1]!);
  return sum;
}

/** The part of a curve from one time to another, with both ends. */
function between(curve: Sampled, from: number, to: number): Sampled {
  const { x } = curve;
  const [begin, end] = [Math.max(from, x[0] ?? NaN), Math.min(to, x[x.length - 1] ?? NaN)];
  const inside = [...x.keys()].filter((index) => x[index]! > begin && x[index]! < end);
  return {
    x: Float64Array.from([begin, ...inside.map((index) => x[index]!), end]),
    y: Float64Array.from([valueAt(curve, begin), ...inside.map((index) => curve.y[index]!), valueAt(curve, end)]),
  };
}

/** The largest value, or with a sign of -1 the smallest. */
function extreme({ y }: Sampled, sign: number): number {
  return sign * y.reduce((most, value) => Math.max(most, sign * value), -Infinity);
}

function shifted({ x, y }: Sampled, by: number): Sampled {
  return { x: x.map((time) => time - by), y };
}
