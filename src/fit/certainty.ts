import { covarianceOf, curvedCovariance, type Covariance } from './inference/covariance.js';
import { sandwich } from './inference/likelihood.js';
import type { FitProblem } from './problem.js';
import type { Goal } from './search/deviance.js';
import type { Box, Minimum } from './search/minimum.js';

/** How certain the coordinates of a minimum are, before intervals are looked for. */
export interface Certainty {
  readonly points: number;
  readonly freedom: number;
  /** Of a residual; 1 where the data state it, and of a likelihood. */
  readonly variance: number;
  /** As the curvature tells it. */
  readonly shape: Covariance;
  /** As it is believed. */
  readonly covariance: Covariance;
  /** Number of parameters, Takeuchi's where the density is not believed. */
  readonly effective: number;
  /** Of a likelihood whose density is believed: how many times wider the scores of the parts make each error. */
  readonly excess: readonly number[];
}

export function certaintyOf(problem: FitProblem, goal: Goal, minimum: Minimum, box: Box): Certainty {
  const { parameters, likelihood, landmarks = 0 } = problem;
  const points = problem.observed.length;
  const freedom = points + landmarks - parameters.length;
  const variance = problem.known || likelihood !== undefined ? 1 : minimum.cost / freedom;
  const shape =
    problem.varyingSpread === true || likelihood !== undefined
      ? curvedCovariance(goal, minimum, box, variance)
      : covarianceOf(minimum, variance);
  const common = { points, freedom, variance, shape };
  if (likelihood === undefined) return { ...common, covariance: shape, effective: parameters.length, excess: [] };
  const { effective, ...believed } = sandwich(shape, minimum);
  const blind = restsAtNaturalEnd(problem, minimum, box, shape.blind) ? [] : shape.blind;
  if (likelihood.momentsOnly === true) return { ...common, covariance: { ...believed, blind }, effective, excess: [] };
  const excess = believed.errors.map((error, index) => error / (shape.errors[index] ?? NaN));
  return { ...common, covariance: { ...shape, blind }, effective: parameters.length, excess };
}

/**
 * At the natural end of a range the likelihood may bend upwards along it; that the parameter rests there is told by
 * itself.
 */
function restsAtNaturalEnd(
  { parameters }: FitProblem,
  { at }: Minimum,
  { lower, upper }: Box,
  blind: readonly number[],
): boolean {
  return blind.some(
    (index) =>
      parameters[index]?.naturalBounds === true &&
      ((at[index] ?? NaN) <= (lower[index] ?? NaN) || (at[index] ?? NaN) >= (upper[index] ?? NaN)),
  );
}
