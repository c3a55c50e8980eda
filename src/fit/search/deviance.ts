import type { Residuals } from './residuals.js';

/**
 * What the most likely parameters make least: the sum of -2 ln of the density of every part of the data, given those
 * before it.
 */
export interface Deviance {
  readonly deviances: (at: Float64Array) => Float64Array;
}

/** What a search goes down: a sum of squares or a deviance. */
export type Goal = Residuals | Deviance;

export function mostLikely(deviances: (at: Float64Array) => Float64Array): Deviance {
  return { deviances };
}

export function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
