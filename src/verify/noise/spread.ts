import jStat from 'jstat';

/** A standard deviation with its interval. */
export interface Spread {
  readonly sigma: number;
  readonly interval: readonly [number, number];
}

/** Beyond this many robust standard deviations a value is an outlier (Iglewicz and Hoaglin, 1993). */
const OUTLIER = 3.5;
/** Median absolute deviation of a standard normal distribution. */
const NORMAL_MAD = 0.6745;

/**
 * Root mean square of deviations from a known centre, with the interval that a normal distribution gives it (chi-square
 * with as many degrees of freedom as values).
 */
export function spreadOf(deviations: readonly number[], confidence: number): Spread {
  const count = deviations.length;
  const square = deviations.reduce((sum, value) => sum + value * value, 0);
  if (count === 0) return { sigma: 0, interval: [0, 0] };
  const end = (probability: number): number => Math.sqrt(square / jStat.chisquare.inv(probability, count));
  const tail = (1 - confidence) / 2;
  return { sigma: Math.sqrt(square / count), interval: [end(1 - tail), end(tail)] };
}

/** Positions of the values that the others do not expect: what a trap that switches once leaves in a few runs. */
export function outliersOf(values: readonly number[]): number[] {
  const centre = median(values);
  const deviation = median(values.map((value) => Math.abs(value - centre)));
  return deviation > 0
    ? values.flatMap((value, index) => (Math.abs(value - centre) * NORMAL_MAD > OUTLIER * deviation ? [index] : []))
    : [];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
