import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { halfCurvature } from './curvature.js';
import { sum, type Deviance } from './deviance.js';
import {
  largestSlope,
  clamp,
  differentiate,
  outward,
  project,
  type Box,
  type Minimum,
  type StopReason,
} from './minimise.js';
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
  let at = clamp(start, box);
  let value = goal.deviances(at);
  let cost = sum(value);
  let jacobian = differentiate(goal.deviances, at, value, box, held);
  let curvature = known ?? curvatureAt();
  let age = 0;
  let damping = known === undefined ? 1e-3 : 1e-6;
  let growth = 2;
  let stop: StopReason = Number.isFinite(cost) ? 'iteration limit' : 'not finite';
  let iterations = 0;
  while (stop === 'iteration limit' && iterations < MOST_ITERATIONS) {
    if (await watch.stopped()) {
      stop = 'interrupted';
      break;
    }
    iterations += 1;
    const gradient = project(
      jacobian,
      value.map(() => 0.5),
    );
    const free = at.map((_, index) => (held.has(index) || outward(index, at, gradient, box) ? 0 : 1));
    if (largestSlope(jacobian, gradient, free, value.length / 4) < zero) {
      stop = 'gradient is zero';
      break;
    }
    // A coordinate that leaves its bound has no curvature yet.
    const fresh = age > 0 && free.some((is, index) => is === 1 && curvature.get(index, index) === 0);
    if (fresh || age >= (known === undefined ? CURVATURE_STEPS : KNOWN_STEPS)) {
      known = undefined;
      renew();
    }
    const step = solve(curvature, gradient, free, damping);
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
    const tried = next === undefined ? undefined : goal.deviances(next);
    const triedCost = tried === undefined ? NaN : sum(tried);
    if (next !== undefined && tried !== undefined && triedCost < cost) {
      const gain = (cost - triedCost) / value.length;
      [at, value, cost] = [next, tried, triedCost];
      jacobian = differentiate(goal.deviances, at, value, box, held);
      age += 1;
      damping = Math.max(damping / 5, 1e-12);
      growth = 2;
      // The sum itself is only known to about 1e-16 of its size, so two points this close are the same minimum.
      if (gain < 1e-14) stop = 'step is below the precision';
    } else if (age > 0 || known !== undefined) {
      known = undefined;
      renew();
    } else {
      damping *= growth;
      growth *= 2;
      if (!(damping < 1e16)) stop = 'no descent from here';
    }
  }
  // Where no step of any length helps although the slope is flat to the precision of the differences, it is the
  // minimum.
  const gradient = project(
    jacobian,
    value.map(() => 0.5),
  );
  const free = at.map((_, index) => (held.has(index) || outward(index, at, gradient, box) ? 0 : 1));
  if (stop === 'no descent from here' && largestSlope(jacobian, gradient, free, value.length / 4) < 1e-4)
    stop = 'step is below the precision';
  return {
    at,
    cost,
    jacobian,
    curvature,
    stop,
    converged: stop === 'gradient is zero' || stop === 'step is below the precision',
    iterations,
  };

  function renew(): void {
    curvature = curvatureAt();
    age = 0;
  }

  /** By differences where that is worth it and a minimum lies below, else from the Jacobian. */
  function curvatureAt(): Matrix {
    const rough = jacobian.transpose().mmul(jacobian).mul(0.25);
    if (!Number.isFinite(cost)) return rough;
    const gradient = project(
      jacobian,
      value.map(() => 0.5),
    );
    const steps = at.map((_, index) =>
      held.has(index) || outward(index, at, gradient, box) || !(rough.get(index, index) > 0)
        ? 0
        : Math.min(
            CURVATURE_REACH / Math.sqrt(rough.get(index, index)),
            LARGEST_REACH,
            ((box.upper[index] ?? Infinity) - (box.lower[index] ?? -Infinity)) / 4,
          ),
    );
    const centre = at.map((coordinate, index) =>
      Math.min(
        Math.max(coordinate, (box.lower[index] ?? -Infinity) + (steps[index] ?? 0)),
        (box.upper[index] ?? Infinity) - (steps[index] ?? 0),
      ),
    );
    const moving = [...at.keys()].filter((index) => (steps[index] ?? 0) > 0);
    const half = halfCurvature(goal, centre, steps);
    return moving.length > 0 && new CholeskyDecomposition(half.selection(moving, moving)).isPositiveDefinite()
      ? half
      : rough;
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
