import { lifeOf, NOTICEABLE, type Nature, type Segment } from './life.js';
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
 * - over this and wherever the error is more than a hundredth of the span: a circuit may live where its reference rests,
 * - over the whole common time.
 *
 * Both curves are taken as straight between their samples. NaN when there is no common span, the reference is flat or
 * anything is not finite: the caller reports `not-checked`.
 */
export function deviation(reference: Sampled, test: Sampled, nature: Nature = {}): Deviation {
  const segments = commonSegments(reference, test, nature.blind ?? []);
  if (segments.length === 0 || segments.some(({ from, to }) => ![...from, ...to].every(Number.isFinite)))
    return NOTHING;
  const { weights, span } = lifeOf(segments, nature);
  if (!(span > 0)) return NOTHING;
  const stray = segments.map((segment, index) =>
    isStray(segment, NOTICEABLE * span) ? Math.max(1, weights[index] ?? 0) : (weights[index] ?? 0),
  );
  const rms = (of: ArrayLike<number>): number => weightedRms(segments, of) / span;
  const total = segments.map(() => 1);
  return {
    measured: Math.max(rms(weights), rms(stray), rms(total)),
    counted: duration(segments, weights),
    of: duration(segments, total),
  };
}

/** The same without what it was taken over. */
export function nrmse(reference: Sampled, test: Sampled, nature?: Nature): number {
  return deviation(reference, test, nature).measured;
}

function commonSegments(reference: Sampled, test: Sampled, blind: NonNullable<Nature['blind']>): Segment[] {
  const from = Math.max(reference.x[0] ?? NaN, test.x[0] ?? NaN);
  const to = Math.min(reference.x[reference.x.length - 1] ?? NaN, test.x[test.x.length - 1] ?? NaN);
  if (!(to > from)) return [];
  const times = [...new Set([...reference.x, ...test.x, ...blind.flat()])];
  const x = Float64Array.from(times.filter((time) => time >= from && time <= to)).sort();
  const [expected, found] = [interpolateLinear(reference, x), interpolateLinear(test, x)];
  const at = (index: number): readonly [number, number] => [expected[index] ?? NaN, found[index] ?? NaN];
  const segments: Segment[] = [];
  let next = 0;
  for (let index = 0; index + 1 < x.length; index++) {
    const [start, end] = [x[index] ?? NaN, x[index + 1] ?? NaN];
    while ((blind[next]?.[1] ?? Infinity) <= start) next++;
    if ((blind[next]?.[0] ?? Infinity) <= start) continue;
    segments.push({ length: end - start, from: at(index), to: at(index + 1) });
  }
  return segments;
}

function isStray({ from, to }: Segment, least: number): boolean {
  return Math.abs(from[1] - from[0]) > least || Math.abs(to[1] - to[0]) > least;
}

/** The error is straight in a segment, so that its mean square is exact. */
function weightedRms(segments: readonly Segment[], weights: ArrayLike<number>): number {
  let [squares, time] = [0, 0];
  segments.forEach(({ length, from, to }, index) => {
    const [a, b] = [from[1] - from[0], to[1] - to[0]];
    const weight = (weights[index] ?? 0) * length;
    squares += (weight * (a * a + a * b + b * b)) / 3;
    time += weight;
  });
  return time > 0 ? Math.sqrt(squares / time) : 0;
}

function duration(segments: readonly Segment[], weights: ArrayLike<number>): number {
  return segments.reduce((sum, { length }, index) => sum + length * (weights[index] ?? 0), 0);
}
