import jStat from 'jstat';
import type { Generator } from '../random/generator.js';
import type { Distribution } from '../spec/types.js';

/** Where a truncated normal distribution is cut, in standard deviations of the normal one. */
const CUT = 3;
/** Points of the quadrature of a variance; its error falls with the square of their number. */
const QUADRATURE = 4096;

/**
 * Quantile of the standard normal distribution; nine digits, so that the last bit of a logarithm does not differ
 * between machines.
 */
export function normalQuantile(probability: number): number {
  return Number(jStat.normal.inv(probability, 0, 1).toFixed(9));
}

/** One draw of a distribution around 0. */
export function deviate({ shape, size }: Distribution, random: Generator): number {
  if (shape === 'normal') return size * random.normal();
  return size * within(shape, random.uniform());
}

/** One draw of the logarithm of a factor: what is normal is the logarithm itself, what has limits is the factor. */
export function logDeviate(distribution: Distribution, random: Generator): number {
  const value = deviate(distribution, random);
  return distribution.shape === 'normal' ? value : Math.log1p(value);
}

/** Standard deviation of `deviate`. */
export function standardDeviation(distribution: Distribution): number {
  return distribution.shape === 'normal' ? distribution.size : spreadOf(distribution, (value) => value);
}

/** Standard deviation of `logDeviate`. */
export function logStandardDeviation(distribution: Distribution): number {
  return distribution.shape === 'normal' ? distribution.size : spreadOf(distribution, Math.log1p);
}

/** In [-1, 1], by the quantile. */
function within(shape: Exclude<Distribution['shape'], 'normal'>, probability: number): number {
  if (shape === 'uniform') return 2 * probability - 1;
  const tail = jStat.normal.cdf(-CUT, 0, 1);
  return normalQuantile(tail + probability * (1 - 2 * tail)) / CUT;
}

function spreadOf({ shape, size }: Distribution, of: (value: number) => number): number {
  if (shape === 'normal') throw new Error('a normal distribution has its standard deviation');
  const values = Array.from({ length: QUADRATURE }, (_, index) => of(size * within(shape, (index + 0.5) / QUADRATURE)));
  const mean = values.reduce((sum, value) => sum + value, 0) / QUADRATURE;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / QUADRATURE);
}
