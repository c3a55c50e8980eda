import { lifeOf, NOTICEABLE, type Nature, type Pair } from './life.js';
import { interpolateLinear, type Sampled } from './sampled.js';

/** An error and what it was taken over. */
export interface Deviation {
  /** Share of the reference's span; NaN when nothing can be compared. */
  readonly measured: number;
  /** What of it counted, s or points. */
  readonly counted: number;
  readonly of: number;
}

const NOTHING: Deviation = { measured: NaN, counted: 0, of: 0 };

/**
 * Root mean square error over the span of the reference, where the reference lives (src/compare/life.ts). The largest
 * of three counts, so that neither idle time nor anything in it can hide an error:
 * - over the time in which the reference lives,
 * - over this and wherever the error is more than a hundredth of the span: a circuit may live where its reference
 * rests,
 * - over the whole common time.
 *
 * Both curves are taken as straight between their samples. NaN when there is no common span, the reference is flat or
 * anything is not finite: the caller reports `not-checked`.
 */
export function deviation(reference: Sampled, test: Sampled, nature: Nature = {}): Deviation {
  const pair = pairOf(reference, test, nature.blind ?? []);
  if (!pair?.reference.every(Number.isFinite) || !pair.test.every(Number.isFinite)) return NOTHING;
  const { weights, span } = lifeOf(pair, nature);
  if (!(span > 0)) return NOTHING;
  const errors = pair.test.map((value, index) => value - (pair.reference[index] ?? NaN));
  const stray = weights.map((weight, index) =>
    Math.max(Math.abs(errors[index] ?? NaN), Math.abs(errors[index + 1] ?? NaN)) > NOTICEABLE * span ? 1 : weight,
  );
  const everywhere = weights.map(() => 1);
  const rms = (of: Float64Array): number => weightedRms(pair.lengths, errors, of) / span;
  return {
    measured: Math.max(rms(weights), rms(stray), rms(everywhere)),
    counted: total(pair.lengths, weights),
    of: total(pair.lengths, everywhere),
  };
}

/** The same without what it was taken over. */
export function nrmse(reference: Sampled, test: Sampled, nature?: Nature): number {
  return deviation(reference, test, nature).measured;
}

/** Both curves at all times that either has; undefined without a common span. */
function pairOf(reference: Sampled, test: Sampled, blind: NonNullable<Nature['blind']>): Pair | undefined {
  const from = Math.max(reference.x[0] ?? NaN, test.x[0] ?? NaN);
  const to = Math.min(reference.x[reference.x.length - 1] ?? NaN, test.x[test.x.length - 1] ?? NaN);
  if (!(to > from)) return undefined;
  const own = reference.x === test.x ? reference.x : merged(reference.x, test.x);
  const x = merged(own, Float64Array.from(blind.flat())).filter((time) => time >= from && time <= to);
  let next = 0;
  const lengths = Float64Array.from({ length: x.length - 1 }, (_, index) => {
    const start = x[index] ?? NaN;
    while ((blind[next]?.[1] ?? Infinity) <= start) next++;
    return (blind[next]?.[0] ?? Infinity) <= start ? 0 : (x[index + 1] ?? NaN) - start;
  });
  return { lengths, reference: interpolateLinear(reference, x), test: interpolateLinear(test, x) };
}

/** Ascending times of both, each once. */
function merged(one: Float64Array, other: Float64Array): Float64Array {
  const all = new Float64Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  all.sort();
  return all.filter((time, index) => time !== all[index - 1]);
}

/** The error is straight between points, so that its mean square is exact. */
function weightedRms(lengths: Float64Array, errors: Float64Array, weights: Float64Array): number {
  let [squares, time] = [0, 0];
  for (let index = 0; index < lengths.length; index++) {
    const [a, b] = [errors[index] ?? NaN, errors[index + 1] ?? NaN];
    const weight = (weights[index] ?? 0) * (lengths[index] ?? 0);
    squares += (weight * (a * a + a * b + b * b)) / 3;
    time += weight;
  }
  return Math.sqrt(squares / time);
}

function total(lengths: Float64Array, weights: Float64Array): number {
  return lengths.reduce((sum, length, index) => sum + length * (weights[index] ?? 0), 0);
}
