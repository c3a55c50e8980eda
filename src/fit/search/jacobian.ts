import { Matrix } from 'ml-matrix';
import type { Box } from './minimum.js';
import { squares, type Residuals } from './residuals.js';

/** A difference this many times that of the other side, and the size of the residuals, is a cliff. */
const CLIFF = 10;

/** Differences to neighbours on one side, which `together` computes without noise. */
function differentiateTogether(
  together: NonNullable<Residuals['together']>,
  at: Float64Array,
  { upper }: Box,
  rows: number,
  held: ReadonlySet<number>,
): Matrix {
  const columns = [...at.keys()].filter((column) => !held.has(column));
  const sizes = columns.map(
    (column) =>
      1e-6 *
      (1 + Math.abs(at[column] ?? NaN)) *
      ((at[column] ?? NaN) + 2e-6 * (1 + Math.abs(at[column] ?? NaN)) > (upper[column] ?? Infinity) ? -1 : 1),
  );
  const [centre, ...neighbours] = together([
    at,
    ...columns.map((column, nth) => at.map((value, index) => (index === column ? value + (sizes[nth] ?? NaN) : value))),
  ]);
  const jacobian = Matrix.zeros(rows, at.length);
  columns.forEach((column, nth) => {
    for (let row = 0; row < rows; row += 1)
      jacobian.set(row, column, ((neighbours[nth]?.[row] ?? NaN) - (centre?.[row] ?? NaN)) / (sizes[nth] ?? NaN));
  });
  return jacobian;
}

/**
 * Central differences around a point with residuals `value`, one-sided at a bound; and at a cliff, where a model in the
 * loop does on one side what it does not on the other.
 */
export function differentiate(
  residuals: Residuals,
  at: Float64Array,
  value: Float64Array,
  { lower, upper }: Box,
  held: ReadonlySet<number>,
): Matrix {
  if (residuals.together) return differentiateTogether(residuals.together, at, { lower, upper }, value.length, held);
  const jacobian = Matrix.zeros(value.length, at.length);
  const steep = residuals.reach === undefined ? Infinity : CLIFF * Math.sqrt(squares(value) / value.length);
  at.forEach((coordinate, column) => {
    if (held.has(column)) return;
    const size = (residuals.reach ?? 6e-6) * (1 + Math.abs(coordinate));
    const above = Math.min(coordinate + size, upper[column] ?? Infinity);
    const below = Math.max(coordinate - size, lower[column] ?? -Infinity);
    const [high, low] = [above, below].map((moved) =>
      residuals(at.map((other, index) => (index === column ? moved : other))),
    );
    value.forEach((middle, row) => {
      const [up, down] = [high?.[row] ?? NaN, low?.[row] ?? NaN];
      // A device that cannot be followed there gives no number.
      const [rise, fall] = [up - middle, middle - down].map((change) =>
        Number.isFinite(change) ? Math.abs(change) : Infinity,
      ) as [number, number];
      const cliffAbove = below < coordinate && !(rise <= CLIFF * fall + steep);
      const cliffBelow = above > coordinate && !(fall <= CLIFF * rise + steep);
      jacobian.set(
        row,
        column,
        cliffAbove && !cliffBelow
          ? (middle - down) / (coordinate - below)
          : cliffBelow && !cliffAbove
            ? (up - middle) / (above - coordinate)
            : (up - down) / (above - below),
      );
    });
  });
  return jacobian;
}

/** What a step showed, as the least change of a Jacobian that explains it (Broyden 1965). */
export function learn(jacobian: Matrix, step: Float64Array, change: Float64Array): void {
  const length = squares(step);
  if (!(length > 0)) return;
  const told = jacobian.mmul(Matrix.columnVector(step));
  change.forEach((value, row) => {
    const missing = (value - told.get(row, 0)) / length;
    step.forEach((part, column) => {
      if (part !== 0) jacobian.set(row, column, jacobian.get(row, column) + missing * part);
    });
  });
}
