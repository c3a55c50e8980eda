import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Box, Minimum } from '../search/minimum.js';
import { halfCurvature, insideBy } from '../search/curvature.js';
import type { Goal } from '../search/deviance.js';

/** How certain the coordinates of a minimum are. */
export interface Covariance {
  readonly errors: readonly number[];
  readonly matrix: Matrix;
  readonly correlation: readonly (readonly number[])[];
  /** Coordinates in a direction that changes nothing. */
  readonly blind: readonly number[];
}

/**
 * Step of the second differences, in standard errors: the sum of squares changes by a few percent of a variance, far
 * above its rounding.
 */
const STEP = 0.2;
/** The same in errors of a coordinate alone. */
const ALONE = 0.05;
/** In coordinates, which are of order 1: where every score happens to vanish their scatter says nothing. */
const LARGEST_REACH = 0.1;

/** Covariance of the coordinates from the Jacobian at the minimum: variance (J^T J)^-1. */
export function covarianceOf({ jacobian }: Minimum, variance: number, bend = 1): Covariance {
  return inverseOf(jacobian.transpose().mmul(jacobian).mul(bend), variance);
}

/**
 * Covariance from the curvature of the sum of squares itself, for residuals whose size depends on the parameters. With
 * the variance taken out (cost / n) the likelihood is -n/2 ln(cost), so its information is half the curvature over the
 * variance; J^T J would hold half of what is known about a spread. Of a likelihood the cost is the deviance, the
 * information half its curvature, and the variance 1.
 */
export function curvedCovariance(goal: Goal, minimum: Minimum, box: Box, variance: number): Covariance {
  const rough = covarianceOf(minimum, variance, typeof goal === 'function' ? 1 : 0.25);
  // Of a likelihood the errors of each coordinate alone: along parameters that are hard to tell apart the others bend
  // too much.
  const reaches =
    typeof goal !== 'function'
      ? minimum.jacobian
          .clone()
          .pow(2)
          .sum('column')
          .map((total) => Math.min(ALONE / Math.sqrt(total / 4), LARGEST_REACH))
      : rough.errors.map((error) => STEP * error);
  const steps = reaches.map((reach, index) =>
    Math.min(reach, ((box.upper[index] ?? Infinity) - (box.lower[index] ?? -Infinity)) / 4),
  );
  if (!steps.every((step) => Number.isFinite(step) && step > 0)) return rough;
  // Next to a bound the curvature is that of a point inside, one step away.
  return inverseOf(halfCurvature(goal, insideBy(minimum.at, steps, box), steps), variance);
}

/**
 * variance M^-1 by the eigenvalues of the matrix scaled to a unit diagonal; a direction without information is named,
 * not inverted.
 */
function inverseOf(information: Matrix, variance: number): Covariance {
  const count = information.columns;
  const lengths = Array.from({ length: count }, (_, index) => Math.sqrt(Math.max(information.get(index, index), 0)));
  if (!lengths.every(Number.isFinite))
    return {
      errors: lengths.map(() => NaN),
      matrix: Matrix.zeros(count, count).fill(NaN),
      correlation: lengths.map(() => lengths.map(() => NaN)),
      blind: [],
    };
  const scaled = information.clone();
  lengths.forEach((length, index) =>
    scaled.mulColumn(index, length > 0 ? 1 / length : 0).mulRow(index, length > 0 ? 1 / length : 0),
  );
  const { inverse, blind } = inverseOfScaled(scaled);
  const matrix = Matrix.zeros(count, count);
  for (let row = 0; row < count; row += 1)
    for (let column = 0; column < count; column += 1)
      matrix.set(
        row,
        column,
        (variance * inverse.get(row, column)) / ((lengths[row] ?? NaN) * (lengths[column] ?? NaN)),
      );
  const errors = lengths.map((_, index) => Math.sqrt(matrix.get(index, index)));
  const correlation = lengths.map((_, row) =>
    lengths.map((__, column) =>
      row === column ? 1 : matrix.get(row, column) / ((errors[row] ?? NaN) * (errors[column] ?? NaN)),
    ),
  );
  return { errors, matrix, correlation, blind };
}

/** Inverse of a matrix with a unit diagonal over the directions that hold information; `blind` lies in the others. */
function inverseOfScaled(scaled: Matrix): { readonly inverse: Matrix; readonly blind: readonly number[] } {
  const count = scaled.columns;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scaled, { assumeSymmetric: true });
  const largest = Math.max(...realEigenvalues);
  const blind = new Set<number>();
  const inverse = Matrix.zeros(count, count);
  realEigenvalues.forEach((value, direction) => {
    const vector = eigenvectorMatrix.getColumn(direction);
    if (!(value > 1e-11 * largest)) {
      vector.forEach((part, index) => Math.abs(part) > 0.3 && blind.add(index));
      return;
    }
    for (let row = 0; row < count; row += 1)
      for (let column = 0; column < count; column += 1)
        inverse.set(row, column, inverse.get(row, column) + ((vector[row] ?? NaN) * (vector[column] ?? NaN)) / value);
  });
  return { inverse, blind: [...blind] };
}
