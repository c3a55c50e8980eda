import { Matrix } from 'ml-matrix';
import type { Covariance } from './covariance.js';
import type { Minimum } from '../search/minimum.js';

/** A noise model that is more than a scatter of one size: the parameters are the most likely ones. */
export interface Likelihood {
  /** What the parts are, such as `cells`. */
  readonly parts: string;
  /** -2 ln of the density of every part, given the parts before it. */
  deviances(values: Float64Array): Float64Array;
  /** Sum of the deviances of the best model without the effect, and how many parameters that has. */
  readonly nothing: { readonly deviance: number; readonly parameters: number };
  /**
   * Mean and covariance of the density are meant, its shape is not, and the parts are independent: what is known of a
   * parameter then comes from how the scores scatter from part to part (White: Econometrica 50 (1982) 1).
   */
  readonly momentsOnly?: boolean;
}

/**
 * Covariance that does not believe the shape of the density: C K C, with C the inverse of the curvature and K the sum
 * of the squares of the scores of the parts. The same as C where the density is right. Scores at the minimum scatter
 * less than those at the truth, by as many parts as there are parameters (HC1 of MacKinnon and White: J. Econometrics
 * 29 (1985) 305).
 */
export function sandwich({ matrix }: Covariance, { jacobian }: Minimum): Covariance & { readonly effective: number } {
  const parts = jacobian.rows;
  const scores = jacobian
    .transpose()
    .mmul(jacobian)
    .mul(parts / (4 * (parts - jacobian.columns)));
  const told = matrix.mmul(scores);
  const both = told.mmul(matrix);
  const errors = both.diagonal().map(Math.sqrt);
  const correlation = errors.map((down, row) =>
    errors.map((across, column) => (row === column ? 1 : both.get(row, column) / (down * across))),
  );
  return { matrix: both, errors, correlation, blind: [], effective: new Matrix(told).trace() };
}

/** Akaike's and the Bayesian criterion; `count` of parameters is Takeuchi's where the density is not believed. */
export function likelihoodCriteria(deviance: number, parts: number, count: number): { aicc: number; bic: number } {
  return {
    aicc: deviance + 2 * count + (2 * count * (count + 1)) / Math.max(parts - count - 1, 1),
    bic: deviance + count * Math.log(parts),
  };
}
