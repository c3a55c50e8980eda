import { interpolateLinear, type Sampled } from './sampled.js';

/** How far a curve is from one that was recorded earlier. */
export interface Difference {
  /** Every time and value is the same to the last digit. */
  readonly identical: boolean;
  /** Root mean square of the difference as a share of what the recorded curve does. */
  readonly share: number;
  /** Largest difference, in the curve's unit, and when, s. */
  readonly largest: number;
  readonly at: number;
}

/** Two runs of one analysis end within this share of its length of each other. */
const END = 1e-6;

/**
 * Why two axes are not of the same analysis: one begins or ends elsewhere, has no points, or runs backwards. A record
 * that covers a part of what was found would agree with it there, and is not the same.
 */
export function axisDifference(recorded: Float64Array, found: Float64Array): string | undefined {
  const [first = NaN, last = NaN] = [recorded[0], recorded.at(-1)];
  const [begin = NaN, end = NaN] = [found[0], found.at(-1)];
  const length = Math.abs(end - begin);
  const points = `${recorded.length} points recorded, ${found.length} found`;
  if (!(Math.abs(first - begin) <= END * length))
    return `the record begins at ${first} s, the replay at ${begin} s (${points})`;
  if (!(Math.abs(last - end) <= END * length))
    return `the record ends at ${last} s, the replay at ${end} s (${points})`;
  const back = backwards(recorded);
  return back > 0 ? `the record's time runs backwards at its point ${back + 1}` : undefined;
}

/** Where an axis runs backwards, -1 where it does not. */
export function backwards(axis: Float64Array): number {
  return axis.findIndex((at, index) => at < (axis[index - 1] ?? at));
}

/** A curve that moves by less than this share of its value is at rest: its last digits are the solver's. */
const REST = 1e-3;

/**
 * Compares a curve with the one that was recorded, at the recorded times, by its range (or a thousandth of its largest
 * value where it hardly moves). Where the curve has no value the difference is Infinity: what is missing is never the
 * same.
 */
export function differenceOf(recorded: Sampled, found: Sampled): Difference {
  const same = (a: Float64Array, b: Float64Array): boolean =>
    a.length === b.length && a.every((value, index) => value === b[index]);
  if (same(recorded.x, found.x) && same(recorded.y, found.y))
    return { identical: true, share: 0, largest: 0, at: recorded.x[0] ?? 0 };
  const back = backwards(recorded.x);
  if (back > 0) return { identical: false, share: Infinity, largest: Infinity, at: recorded.x[back] ?? 0 };
  const values = interpolateLinear(found, recorded.x);
  let [largest, at, squares, low, high] = [0, recorded.x[0] ?? 0, 0, Infinity, -Infinity];
  recorded.y.forEach((expected, index) => {
    const value = values[index] ?? NaN;
    const difference = Number.isFinite(value) ? Math.abs(value - expected) : Infinity;
    if (difference > largest) [largest, at] = [difference, recorded.x[index] ?? 0];
    squares += difference ** 2;
    [low, high] = [Math.min(low, expected), Math.max(high, expected)];
  });
  const scale = Math.max(high - low, REST * Math.max(Math.abs(low), Math.abs(high)));
  const rms = Math.sqrt(squares / recorded.y.length);
  return { identical: false, share: rms === 0 ? 0 : rms / scale, largest, at };
}
