import { Matrix } from 'ml-matrix';
import { costOf } from './cost.js';
import type { Goal } from './deviance.js';
import type { Box } from './minimum.js';

/**
 * Half the matrix of second derivatives of the cost, by differences of the given steps; a coordinate without a step has
 * none.
 */
export function halfCurvature(goal: Goal, centre: Float64Array, steps: ArrayLike<number>): Matrix {
  const count = centre.length;
  const cost = (first: number, one: number, second: number, other: number): number =>
    costOf(
      goal,
      centre.map(
        (coordinate, index) =>
          coordinate +
          (index === first ? one * (steps[index] ?? 0) : 0) +
          (index === second ? other * (steps[index] ?? 0) : 0),
      ),
    );
  const still = cost(0, 0, 0, 0);
  const half = Matrix.zeros(count, count);
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      if (!((steps[row] ?? 0) > 0 && (steps[column] ?? 0) > 0)) continue;
      const bend =
        row === column
          ? cost(row, 1, row, 0) - 2 * still + cost(row, -1, row, 0)
          : (cost(row, 1, column, 1) -
              cost(row, 1, column, -1) -
              cost(row, -1, column, 1) +
              cost(row, -1, column, -1)) /
            4;
      const value = bend / (2 * (steps[row] ?? NaN) * (steps[column] ?? NaN));
      half.set(row, column, value);
      half.set(column, row, value);
    }
  }
  return half;
}

/** The point, or the one next to it that lies its steps inside the box: there differences to both sides exist. */
export function insideBy(at: Float64Array, steps: ArrayLike<number>, { lower, upper }: Box): Float64Array {
  return at.map((coordinate, index) =>
    Math.min(
      Math.max(coordinate, (lower[index] ?? -Infinity) + (steps[index] ?? 0)),
      (upper[index] ?? Infinity) - (steps[index] ?? 0),
    ),
  );
}
