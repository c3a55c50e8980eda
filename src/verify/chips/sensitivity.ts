import { factor, solve } from '../../behavioural/lu.js';
import type { Factor } from '../../nonideality/variation.js';
import type { Sensitivity } from '../../result/samples.js';

/** Factors in a report: the rest together is a few per cent of the variance. */
const MOST_FACTORS = 12;
/** Samples for each coefficient below which a fit says more about the draws than about the circuit. */
const SAMPLES_PER_COEFFICIENT = 2;

/** A quantity of one sample with the draws behind it. */
export interface Observed {
  /** Values of the factors, in their order. */
  readonly chip: ArrayLike<number>;
  readonly value: number;
}

/**
 * Which factor moves a quantity: least squares of the quantity against the draws of the same samples, in units of their
 * sigmas, so that a squared coefficient is a share of the variance. Of two correlated factors each has its square and
 * half of what they have in common.
 *
 * @returns undefined with too few samples for the factors, or when the quantity does not vary
 */
export function sensitivityOf(
  of: string,
  observed: readonly Observed[],
  factors: readonly Factor[],
): Sensitivity | undefined {
  const [count, width] = [observed.length, factors.length + 1];
  if (factors.length === 0 || count < SAMPLES_PER_COEFFICIENT * width) return undefined;
  const rows = observed.map(({ chip }) => [1, ...factors.map(({ sigma }, index) => (chip[index] ?? NaN) / sigma)]);
  const mean = observed.reduce((sum, { value }) => sum + value, 0) / count;
  const total = observed.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  if (!(total > 0)) return undefined;
  const fit = leastSquares(
    rows,
    observed.map(({ value }) => value),
    width,
  );
  const rest = restOf(rows, observed, fit);
  const effects = factors.map((_, index) => fit[index + 1] ?? 0);
  const parts = variancesOf(effects, factors);
  const variance = parts.reduce((sum, part) => sum + part, 0);
  return {
    of,
    simulated: Math.sqrt(total / (count - 1)),
    predicted: Math.sqrt(variance),
    explained: 1 - rest / (count - width) / (total / (count - 1)),
    devices: factors
      .map(({ instance, device, parameter, sigma }, index) => ({
        instance,
        device,
        parameter,
        slope: (effects[index] ?? 0) / sigma,
        sigma,
        share: variance > 0 ? (parts[index] ?? 0) / variance : 0,
      }))
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_FACTORS),
  };
}

/** Sum of the squares that a fit leaves. */
function restOf(rows: readonly (readonly number[])[], observed: readonly Observed[], fit: Float64Array): number {
  return observed.reduce(
    (sum, { value }, index) =>
      sum + (value - (rows[index] ?? []).reduce((at, x, column) => at + x * (fit[column] ?? 0), 0)) ** 2,
    0,
  );
}

/** What each factor adds to the variance: its square, and half of what it has in common with its neighbours. */
function variancesOf(effects: readonly number[], factors: readonly Factor[]): number[] {
  return effects.map((effect, index) => {
    const withPrevious = (factors[index]?.correlation ?? 0) * (effects[index - 1] ?? 0);
    const withNext = (factors[index + 1]?.correlation ?? 0) * (effects[index + 1] ?? 0);
    return effect * (effect + withPrevious + withNext);
  });
}

/**
 * By the normal equations: the columns are draws of unit variance with a correlation of at most 0.99, so these are well
 * conditioned.
 */
function leastSquares(rows: readonly (readonly number[])[], values: readonly number[], width: number): Float64Array {
  const matrix = new Float64Array(width * width);
  const right = new Float64Array(width);
  rows.forEach((row, index) => {
    for (let i = 0; i < width; i++) {
      right[i] = (right[i] ?? 0) + (row[i] ?? 0) * (values[index] ?? 0);
      for (let j = 0; j < width; j++)
        matrix[i * width + j] = (matrix[i * width + j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
    }
  });
  solve(factor(matrix, width), right, right);
  return right;
}
