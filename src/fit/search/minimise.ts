import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { differentiate, learn } from './jacobian.js';
import { clamp, isMinimum, type Box, type Minimum, type StopReason } from './minimum.js';
import { inLoop, squares, type Residuals } from './residuals.js';
import { Damping, distance, freeOf, largestSlope, normalOf, project, stepped } from './step.js';
import type { Watch } from './watch.js';

const MOST_ITERATIONS = 300;
/** With a model in the loop: a start that needs more is in no valley. */
const MOST_IN_LOOP = 80;
const ZERO_COSINE = 1e-7;
const SMALLEST_STEP = 1e-9;
/** Gain, as a share of the sum, that the time steps of a model in the loop do not resolve. */
const LOOP_PRECISION = 1e-7;
/** Steps for which a Jacobian is kept where one was given to start with; each teaches it. */
const KEPT = 12;

/**
 * Least squares by Levenberg and Marquardt (Marquardt 1963; damping after Nielsen 1999) in a box: a coordinate at its
 * bound whose gradient points outwards rests there for the step. Coordinates are expected to be of order 1. `held` are
 * not moved. When the watch says stop, the best point so far comes back as `interrupted`.
 *
 * @param known Jacobian of a point near by: it and its successors are kept for some steps each, which spares a model in
 *   the loop most of its work where the way is short
 * @param zero largest cosine between the residuals and a column of the Jacobian that counts as a zero gradient; the
 *   cost is then right to about its square
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
  const way = new WayDown(residuals, start, box, held, known);
  const most = inLoop(residuals) ? MOST_IN_LOOP : MOST_ITERATIONS;
  while (way.stop === 'iteration limit' && way.iterations < most) {
    if (await watch.stopped()) way.stop = 'interrupted';
    else way.advance(zero);
  }
  return way.end();
}

/** Where the search stands, and what the next step needs. */
class WayDown {
  stop: StopReason;
  iterations = 0;
  private at: Float64Array;
  private value: Float64Array;
  private cost: number;
  private jacobian: Matrix;
  private readonly damping = new Damping(1e-3);
  /** Steps since the Jacobian was taken. */
  private age: number;
  /** Whether a Jacobian was taken on this way; the end has to be seen by one. */
  private own: boolean;

  constructor(
    private readonly residuals: Residuals,
    start: Float64Array,
    private readonly box: Box,
    private readonly held: ReadonlySet<number>,
    private readonly known: Matrix | undefined,
  ) {
    this.at = clamp(start, box);
    this.value = residuals(this.at);
    this.cost = squares(this.value);
    this.jacobian = known?.clone() ?? this.differences();
    if (known) for (const column of held) this.jacobian.setColumn(column, new Float64Array(this.value.length));
    [this.age, this.own] = [known ? 1 : 0, known === undefined];
    this.stop = Number.isFinite(this.cost) ? 'iteration limit' : 'not finite';
  }

  /** One iteration: a step, or what makes the next one better. */
  advance(zero: number): void {
    this.iterations += 1;
    const { gradient, free, slope } = this.slope();
    if (slope < zero) {
      if (this.own) this.stop = 'gradient is zero';
      else [this.jacobian, this.age, this.own] = [this.differences(), 0, true];
      return;
    }
    const step = solve(this.jacobian, gradient, free, this.damping.value);
    const next = step === undefined ? undefined : stepped(this.at, step, this.box);
    if (next !== undefined && distance(this.at, next) < SMALLEST_STEP) {
      this.stop = this.damping.value < 1e6 ? 'step is below the precision' : 'no descent from here';
      return;
    }
    const tried = next === undefined ? undefined : this.residuals(next);
    const cost = tried === undefined ? NaN : squares(tried);
    if (next !== undefined && tried !== undefined && cost < this.cost) this.accept(next, tried, cost);
    else if (this.age > 0 && this.known !== undefined) [this.jacobian, this.age] = [this.differences(), 0];
    else if (!this.damping.harden()) this.stop = 'no descent from here';
  }

  end(): Minimum {
    // Where no step of any length helps although the slope is flat to the precision of the differences, it is the
    // minimum.
    if (this.stop === 'no descent from here' && this.slope().slope < 1e-4) this.stop = 'step is below the precision';
    const { at, cost, jacobian, stop, iterations } = this;
    return { at, cost, jacobian, stop, converged: isMinimum(stop), iterations };
  }

  private accept(next: Float64Array, tried: Float64Array, cost: number): void {
    const gain = (this.cost - cost) / this.cost;
    if (this.known !== undefined)
      learn(
        this.jacobian,
        next.map((coordinate, index) => coordinate - (this.at[index] ?? NaN)),
        tried.map((entry, row) => entry - (this.value[row] ?? NaN)),
      );
    [this.at, this.value, this.cost] = [next, tried, cost];
    this.age += 1;
    if (this.known === undefined || this.age > KEPT) [this.jacobian, this.age] = [this.differences(), 0];
    this.damping.ease();
    // The sum itself is only known to about 1e-16 of its size, so two points this close are the same minimum.
    if (gain < 1e-14 || (inLoop(this.residuals) && gain < LOOP_PRECISION && this.damping.value < 1))
      this.stop = 'step is below the precision';
  }

  private slope(): { gradient: Float64Array; free: Float64Array; slope: number } {
    const gradient = project(this.jacobian, this.value);
    const free = freeOf(this.at, gradient, this.box, this.held);
    return { gradient, free, slope: largestSlope(this.jacobian, gradient, free, this.cost) };
  }

  private differences(): Matrix {
    return differentiate(this.residuals, this.at, this.value, this.box, this.held);
  }
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
  const normal = normalOf(jacobian, columns);
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
