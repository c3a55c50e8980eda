import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { halfCurvature, insideBy } from './curvature.js';
import { sum, type Deviance } from './deviance.js';
import { differentiate } from './jacobian.js';
import { clamp, isMinimum, type Box, type Minimum, type StopReason } from './minimum.js';
import { Damping, distance, freeOf, largestSlope, outward, project, stepped } from './step.js';
import type { Watch } from './watch.js';

const MOST_ITERATIONS = 300;
const ZERO_SLOPE = 1e-7;
const SMALLEST_STEP = 1e-9;
/** Steps for which a curvature by differences is kept; near the minimum it hardly changes. */
const CURVATURE_STEPS = 8;
const KNOWN_STEPS = 6;
/** Of the second differences, in errors of a coordinate alone. */
const CURVATURE_REACH = 0.05;
/** In coordinates, which are of order 1: where every score happens to vanish their scatter says nothing. */
const LARGEST_REACH = 0.1;

/**
 * The least deviance by damped Newton steps in a box, as `minimise` goes down a sum of squares. The curvature is that
 * of the deviance by differences where a minimum lies below, else the information as the scatter of the scores tells it
 * (Berndt, Hall, Hall, Hausman: Ann. Econ. Soc. Measurement 3 (1974) 653).
 *
 * @param zero largest score over its scatter that counts as a zero slope, over the root of the number of parts
 * @param known half the curvature at a point nearby, to be used until a step fails or many do not suffice
 */
export async function descend(
  goal: Deviance,
  start: Float64Array,
  box: Box,
  watch: Watch,
  held: ReadonlySet<number> = new Set(),
  zero = ZERO_SLOPE,
  known?: Matrix,
): Promise<Minimum> {
  const way = new NewtonWay(goal, start, box, held, known);
  while (way.stop === 'iteration limit' && way.iterations < MOST_ITERATIONS) {
    if (await watch.stopped()) way.stop = 'interrupted';
    else way.advance(zero);
  }
  return way.end();
}

/** Where the search stands, and what the next step needs. */
class NewtonWay {
  stop: StopReason;
  iterations = 0;
  private at: Float64Array;
  private value: Float64Array;
  private cost: number;
  private jacobian: Matrix;
  private curvature: Matrix;
  /** Steps since the curvature was taken. */
  private age = 0;
  private readonly damping: Damping;

  constructor(
    private readonly goal: Deviance,
    start: Float64Array,
    private readonly box: Box,
    private readonly held: ReadonlySet<number>,
    private known: Matrix | undefined,
  ) {
    this.at = clamp(start, box);
    this.value = goal.deviances(this.at);
    this.cost = sum(this.value);
    this.jacobian = this.differences();
    this.curvature = known ?? this.curvatureHere();
    this.damping = new Damping(known === undefined ? 1e-3 : 1e-6);
    this.stop = Number.isFinite(this.cost) ? 'iteration limit' : 'not finite';
  }

  /** One iteration: a step, or what makes the next one better. */
  advance(zero: number): void {
    this.iterations += 1;
    const { gradient, free, slope } = this.slope();
    if (slope < zero) {
      this.stop = 'gradient is zero';
      return;
    }
    // A coordinate that leaves its bound has no curvature yet.
    const fresh = this.age > 0 && free.some((is, index) => is === 1 && this.curvature.get(index, index) === 0);
    if (fresh || this.age >= (this.known === undefined ? CURVATURE_STEPS : KNOWN_STEPS)) this.renew();
    const step = solve(this.curvature, gradient, free, this.damping.value);
    const next = step === undefined ? undefined : stepped(this.at, step, this.box);
    if (next !== undefined && distance(this.at, next) < SMALLEST_STEP) {
      this.stop = this.damping.value < 1e6 ? 'step is below the precision' : 'no descent from here';
      return;
    }
    const tried = next === undefined ? undefined : this.goal.deviances(next);
    const cost = tried === undefined ? NaN : sum(tried);
    if (next !== undefined && tried !== undefined && cost < this.cost) this.accept(next, tried, cost);
    else if (this.age > 0 || this.known !== undefined) this.renew();
    else if (!this.damping.harden()) this.stop = 'no descent from here';
  }

  end(): Minimum {
    // Where no step of any length helps although the slope is flat to the precision of the differences, it is the
    // minimum.
    if (this.stop === 'no descent from here' && this.slope().slope < 1e-4) this.stop = 'step is below the precision';
    const { at, cost, jacobian, curvature, stop, iterations } = this;
    return { at, cost, jacobian, curvature, stop, converged: isMinimum(stop), iterations };
  }

  private accept(next: Float64Array, tried: Float64Array, cost: number): void {
    const gain = (this.cost - cost) / this.value.length;
    [this.at, this.value, this.cost] = [next, tried, cost];
    this.jacobian = this.differences();
    this.age += 1;
    this.damping.ease();
    // The sum itself is only known to about 1e-16 of its size, so two points this close are the same minimum.
    if (gain < 1e-14) this.stop = 'step is below the precision';
  }

  private gradient(): Float64Array {
    return project(
      this.jacobian,
      this.value.map(() => 0.5),
    );
  }

  private slope(): { gradient: Float64Array; free: Float64Array; slope: number } {
    const gradient = this.gradient();
    const free = freeOf(this.at, gradient, this.box, this.held);
    return { gradient, free, slope: largestSlope(this.jacobian, gradient, free, this.value.length / 4) };
  }

  private differences(): Matrix {
    return differentiate(this.goal.deviances, this.at, this.value, this.box, this.held);
  }

  private renew(): void {
    this.known = undefined;
    this.curvature = this.curvatureHere();
    this.age = 0;
  }

  /** By differences where that is worth it and a minimum lies below, else from the Jacobian. */
  private curvatureHere(): Matrix {
    const rough = this.jacobian.transpose().mmul(this.jacobian).mul(0.25);
    if (!Number.isFinite(this.cost)) return rough;
    const steps = this.curvatureSteps(rough);
    const moving = [...this.at.keys()].filter((index) => (steps[index] ?? 0) > 0);
    const half = halfCurvature(this.goal, insideBy(this.at, steps, this.box), steps);
    return moving.length > 0 && new CholeskyDecomposition(half.selection(moving, moving)).isPositiveDefinite()
      ? half
      : rough;
  }

  /** Steps of the second differences; 0 where a coordinate rests or tells nothing. */
  private curvatureSteps(rough: Matrix): Float64Array {
    const { at, box, held } = this;
    const gradient = this.gradient();
    return at.map((_, index) =>
      held.has(index) || outward(index, at, gradient, box) || !(rough.get(index, index) > 0)
        ? 0
        : Math.min(
            CURVATURE_REACH / Math.sqrt(rough.get(index, index)),
            LARGEST_REACH,
            ((box.upper[index] ?? Infinity) - (box.lower[index] ?? -Infinity)) / 4,
          ),
    );
  }
}

/**
 * (H + damping diag(H)) step = half the slope, H half the curvature, over the free coordinates; undefined where that is
 * not positive definite.
 */
function solve(
  curvature: Matrix,
  gradient: Float64Array,
  free: Float64Array,
  damping: number,
): Float64Array | undefined {
  // What is left of a slope that vanishes is rounding, and a step by it would have any length.
  const least = 1e-20 * Math.max(...curvature.diagonal());
  const columns = [...free.keys()].filter((index) => free[index] === 1 && curvature.get(index, index) > least);
  if (columns.length === 0) return new Float64Array(free.length);
  const normal = curvature.selection(columns, columns);
  for (let index = 0; index < columns.length; index += 1)
    normal.set(index, index, normal.get(index, index) * (1 + damping));
  const factor = new CholeskyDecomposition(normal);
  if (!factor.isPositiveDefinite()) return undefined;
  const solution = factor.solve(Matrix.columnVector(columns.map((index) => gradient[index] ?? NaN))).to1DArray();
  const step = new Float64Array(free.length);
  columns.forEach((column, index) => (step[column] = solution[index] ?? NaN));
  return step;
}
