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
