import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Watch } from './watch.js';

/** Why a search ended. Only the first two are a minimum. */
export type StopReason =
  | 'gradient is zero'
  | 'step is below the precision'
  | 'iteration limit'
  | 'no descent from here'
  | 'not finite'
  | 'interrupted';

export interface Minimum {
  readonly at: Float64Array;
  /** Sum of squared residuals, or the deviance. */
  readonly cost: number;
  /** One row per part of the data, one column per coordinate. */
  readonly jacobian: Matrix;
  /** Of a deviance (descend.ts): half its curvature as the last steps used it. */
  readonly curvature?: Matrix;
  readonly stop: StopReason;
  readonly converged: boolean;
  readonly iterations: number;
}

export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Residuals {
  (at: Float64Array): Float64Array;
  /**
   * The same at a point and its neighbours at once, where that makes their differences smooth: a model integrated in
   * time takes the steps of the first point for all of them.
   */
  readonly together?: (points: readonly Float64Array[]) => readonly Float64Array[];
  /**
   * A model in the loop whose residuals carry noise of their own: the relative change of a coordinate that stands out
   * from it.
   */
  readonly reach?: number;
}

/** Whether a model is integrated for every residual: costly, and not exact. */
export function inLoop({ together, reach }: Residuals): boolean {
  return together !== undefined || reach !== undefined;
}

const MOST_ITERATIONS = 300;
/** With a model in the loop: a start that needs more is in no valley. */
const MOST_IN_LOOP = 80;
const ZERO_COSINE = 1e-7;
const SMALLEST_STEP = 1e-9;
/** Gain, as a share of the sum, that the time steps of a model in the loop do not resolve. */
const LOOP_PRECISION = 1e-7;
/** A difference this many times that of the other side, and the size of the residuals, is a cliff. */
const CLIFF = 10;
/** Steps for which a Jacobian is kept where one was given to start with; each teaches it. */
const KEPT = 12;

/**
 * Least squares by Levenberg and Marquardt (Marquardt 1963; damping after Nielsen 1999) in a box: a coordinate at its
 * bound whose gradient points outwards rests there for the step. Coordinates are expected to be of order 1. `held` are
 * not moved. When the watch says stop, the best point so far comes back as `interrupted`.
 *
 * @param known Jacobian of a point near by: it and its successors are kept for some steps each, which spares a model in
 *   the loop
 *   most of its work where the way is short
 * @param zero largest cosine between the residuals and a column of the Jacobian that counts as a zero gradient; the
 *   cost is
 *   then right to about its square
 *
 * ml-levenberg-marquardt gives no Jacobian and no reason why it stopped, which intervals and verdicts need.
 */
export async function minimise(
  residuals: Residuals,
  start: Float64Array,
  box: Box,
  watch: Watch,
  held: ReadonlySet<number> = new Set(),
  zero = ZERO_COSINE,
  known?: Matrix,
): Promise<Minimum> {
  let at = clamp(start, box);
  let value = residuals(at);
  let cost = squares(value);
  let jacobian = known?.clone() ?? differentiate(residuals, at, value, box, held);
  if (known) for (const column of held) jacobian.setColumn(column, new Float64Array(value.length));
  // Steps since the Jacobian was taken; with one from elsewhere the end has to be seen by one from here.
  let [age, own] = [known ? 1 : 0, known === undefined];
  let damping = 1e-3;
  let growth = 2;
  let stop: StopReason = Number.isFinite(cost) ? 'iteration limit' : 'not finite';
  const most = inLoop(residuals) ? MOST_IN_LOOP : MOST_ITERATIONS;
  let iterations = 0;
  while (stop === 'iteration limit' && iterations < most) {
    if (await watch.stopped()) {
      stop = 'interrupted';
      break;
    }
    iterations += 1;
    const gradient = project(jacobian, value);
    const free = at.map((_, index) => (held.has(index) || outward(index, at, gradient, box) ? 0 : 1));
    if (largestSlope(jacobian, gradient, free, cost) < zero) {
      if (!own) {
        [jacobian, age, own] = [differentiate(residuals, at, value, box, held), 0, true];
        continue;
      }
      stop = 'gradient is zero';
      break;
    }
    const step = solve(jacobian, gradient, free, damping);
    const next =
      step === undefined
        ? undefined
        : clamp(
            at.map((coordinate, index) => coordinate - (step[index] ?? NaN)),
            box,
          );
    const moved =
      next === undefined
        ? 0
        : next.reduce(
            (most, coordinate, index) =>
              Math.max(most, Math.abs(coordinate - (at[index] ?? NaN)) / (1 + Math.abs(coordinate))),
            0,
          );
    if (next !== undefined && moved < SMALLEST_STEP) {
      stop = damping < 1e6 ? 'step is below the precision' : 'no descent from here';
      break;
    }
    const tried = next === undefined ? undefined : residuals(next);
    const triedCost = tried === undefined ? NaN : squares(tried);
    if (next !== undefined && tried !== undefined && triedCost < cost) {
      const gain = (cost - triedCost) / cost;
      if (known !== undefined)
        learn(
          jacobian,
          next.map((coordinate, index) => coordinate - (at[index] ?? NaN)),
          tried.map((entry, row) => entry - (value[row] ?? NaN)),
        );
      [at, value, cost] = [next, tried, triedCost];
      age += 1;
      if (known === undefined || age > KEPT) [jacobian, age] = [differentiate(residuals, at, value, box, held), 0];
      damping = Math.max(damping / 5, 1e-12);
      growth = 2;
      // The sum itself is only known to about 1e-16 of its size, so two points this close are the same minimum.
      if (gain < 1e-14 || (inLoop(residuals) && gain < LOOP_PRECISION && damping < 1))
        stop = 'step is below the precision';
    } else if (age > 0 && known !== undefined) {
      [jacobian, age] = [differentiate(residuals, at, value, box, held), 0];
    } else {
      damping *= growth;
      growth *= 2;
      if (!(damping < 1e16)) stop = 'no descent from here';
    }
  }
  // Where no step of any length helps although the slope is flat to the precision of the differences, it is the
  // minimum.
  const gradient = project(jacobian, value);
  const free = at.map((_, index) => (held.has(index) || outward(index, at, gradient, box) ? 0 : 1));
  if (stop === 'no descent from here' && largestSlope(jacobian, gradient, free, cost) < 1e-4)
    stop = 'step is below the precision';
  return {
    at,
    cost,
    jacobian,
    stop,
    converged: stop === 'gradient is zero' || stop === 'step is below the precision',
    iterations,
  };
}

/** What a step showed, as the least change of a Jacobian that explains it (Broyden 1965). */
function learn(jacobian: Matrix, step: Float64Array, change: Float64Array): void {
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

export function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Residuals of another kind at the same points, their neighbours too. */
export function mapResiduals(residuals: Residuals, change: (values: Float64Array) => Float64Array): Residuals {
  const { together, reach } = residuals;
  return Object.assign(
    (at: Float64Array) => change(residuals(at)),
    reach === undefined ? {} : { reach },
    together ? { together: (points: readonly Float64Array[]) => together(points).map(change) } : {},
  );
}

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

/** J^T r. */
export function project(jacobian: Matrix, value: Float64Array): Float64Array {
  return Float64Array.from(jacobian.transpose().mmul(Matrix.columnVector(value)).to1DArray());
}

export function outward(index: number, at: Float64Array, gradient: Float64Array, { lower, upper }: Box): boolean {
  const [coordinate = NaN, slope = NaN] = [at[index], gradient[index]];
  return (
    (coordinate <= (lower[index] ?? -Infinity) && slope > 0) || (coordinate >= (upper[index] ?? Infinity) && slope < 0)
  );
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

/**
 * (J^T J + damping diag(J^T J)) step = J^T r over the free coordinates; undefined where that is not positive definite.
 */
function solve(
  jacobian: Matrix,
  gradient: Float64Array,
  free: Float64Array,
  damping: number,
): Float64Array | undefined {
  const columns = [...free.keys()].filter(
    (index) => free[index] === 1 && jacobian.getColumn(index).some((entry) => entry !== 0),
  );
  if (columns.length === 0) return new Float64Array(free.length);
  const part = jacobian.subMatrixColumn(columns);
  const normal = part.transpose().mmul(part);
  for (let index = 0; index < columns.length; index += 1)
    normal.set(index, index, normal.get(index, index) * (1 + damping));
  if (!Number.isFinite(normal.sum())) return undefined;
  const factor = new CholeskyDecomposition(normal);
  if (!factor.isPositiveDefinite()) return undefined;
  const solution = factor.solve(Matrix.columnVector(columns.map((index) => gradient[index] ?? NaN))).to1DArray();
  const step = new Float64Array(free.length);
  columns.forEach((column, index) => (step[column] = solution[index] ?? NaN));
  return step;
}

export function clamp(at: Float64Array, { lower, upper }: Box): Float64Array {
  return at.map((coordinate, index) =>
    Math.min(Math.max(coordinate, lower[index] ?? -Infinity), upper[index] ?? Infinity),
  );
}
