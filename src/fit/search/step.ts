import { Matrix } from 'ml-matrix';
import { clamp, type Box } from './minimum.js';

/*
 * Products with the transpose of a Jacobian, which has many short rows: written out, because a Matrix allocates each
 * row of a transpose or of a part anew.
 */

/** J^T r. */
export function project(jacobian: Matrix, value: Float64Array): Float64Array {
  return Float64Array.from({ length: jacobian.columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < value.length; row += 1) sum += jacobian.get(row, column) * (value[row] ?? NaN);
    return sum;
  });
}

/** J^T J of some columns of J. */
export function normalOf(jacobian: Matrix, columns: readonly number[]): Matrix {
  const entry = (one: number, other: number): number => {
    let sum = 0;
    for (let row = 0; row < jacobian.rows; row += 1) sum += jacobian.get(row, one) * jacobian.get(row, other);
    return sum;
  };
  return new Matrix(columns.map((one) => columns.map((other) => entry(one, other))));
}

export function outward(index: number, at: Float64Array, gradient: Float64Array, { lower, upper }: Box): boolean {
  const [coordinate = NaN, slope = NaN] = [at[index], gradient[index]];
  return (
    (coordinate <= (lower[index] ?? -Infinity) && slope > 0) || (coordinate >= (upper[index] ?? Infinity) && slope < 0)
  );
}

/** 1 for a coordinate that the next step may move: neither held, nor resting at a bound. */
export function freeOf(at: Float64Array, gradient: Float64Array, box: Box, held: ReadonlySet<number>): Float64Array {
  return at.map((_, index) => (held.has(index) || outward(index, at, gradient, box) ? 0 : 1));
}

/**
 * Largest slope over the free coordinates, as a share of what its column and `scale` allow; with the sum of squares as
 * scale, a cosine.
 */
export function largestSlope(jacobian: Matrix, gradient: Float64Array, free: Float64Array, scale: number): number {
  return gradient.reduce((most, slope, column) => {
    const length = Math.sqrt(jacobian.getColumn(column).reduce((sum, entry) => sum + entry * entry, 0) * scale);
    return free[column] === 0 || length === 0 ? most : Math.max(most, Math.abs(slope) / length);
  }, 0);
}

/** Where a step ends in the box. */
export function stepped(at: Float64Array, step: Float64Array, box: Box): Float64Array {
  return clamp(
    at.map((coordinate, index) => coordinate - (step[index] ?? NaN)),
    box,
  );
}

/** Largest change of a coordinate, as a share of it or of 1. */
export function distance(at: Float64Array, next: Float64Array): number {
  return next.reduce(
    (most, coordinate, index) => Math.max(most, Math.abs(coordinate - (at[index] ?? NaN)) / (1 + Math.abs(coordinate))),
    0,
  );
}

/** How far a step is bent from Newton's towards a short one down the slope (Nielsen 1999). */
export class Damping {
  private growth = 2;

  constructor(public value: number) {}

  ease(): void {
    this.value = Math.max(this.value / 5, 1e-12);
    this.growth = 2;
  }

  /** @returns whether a step still has a length */
  harden(): boolean {
    this.value *= this.growth;
    this.growth *= 2;
    return this.value < 1e16;
  }
}
