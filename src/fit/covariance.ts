import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Minimum } from './minimise.js';

/** How certain the coordinates of a minimum are. */
export interface Covariance {
  readonly errors: readonly number[];
  readonly matrix: Matrix;
  readonly correlation: readonly (readonly number[])[];
  /** Coordinates in a direction that changes nothing. */
  readonly blind: readonly number[];
}

/** Covariance of the coordinates from the Jacobian at the minimum: variance (J^T J)^-1, by the eigenvalues of the scaled matrix. */
export function covarianceOf({ jacobian }: Minimum, variance: number): Covariance {
  const count = jacobian.columns;
  const lengths = Array.from({ length: count }, (_, column) => Math.sqrt(jacobian.getColumn(column).reduce((sum, entry) => sum + entry * entry, 0)));
  const scaled = jacobian.clone();
  lengths.forEach((length, column) => scaled.mulColumn(column, length > 0 ? 1 / length : 0));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scaled.transpose().mmul(scaled), { assumeSymmetric: true });
  const largest = Math.max(...realEigenvalues);
  const blind = new Set<number>();
  const inverse = Matrix.zeros(count, count);
  realEigenvalues.forEach((value, direction) => {
    const vector = eigenvectorMatrix.getColumn(direction);
    if (!(value > 1e-11 * largest)) {
      vector.forEach((part, index) => Math.abs(part) > 0.3 && blind.add(index));
      return;
    }
    for (let row = 0; row < count; row += 1) for (let column = 0; column < count; column += 1) inverse.set(row, column, inverse.get(row, column) + ((vector[row] ?? NaN) * (vector[column] ?? NaN)) / value);
  });
  const matrix = Matrix.zeros(count, count);
  for (let row = 0; row < count; row += 1) for (let column = 0; column < count; column += 1) matrix.set(row, column, (variance * inverse.get(row, column)) / ((lengths[row] ?? NaN) * (lengths[column] ?? NaN)));
  const errors = lengths.map((_, index) => Math.sqrt(matrix.get(index, index)));
  const correlation = lengths.map((_, row) => lengths.map((__, column) => (row === column ? 1 : matrix.get(row, column) / ((errors[row] ?? NaN) * (errors[column] ?? NaN)))));
  return { errors, matrix, correlation, blind: [...blind] };
}
