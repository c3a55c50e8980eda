import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { formatPercent } from '../units/format.js';
import type { NoExponential } from './decay-fit.js';

/** Weight change against dt = t_post - t_pre (s); changes in units of the weight range. */
export interface WindowPoints {
  readonly dt: Float64Array;
  readonly change: Float64Array;
}

export interface SideFit {
  /** Signed weight change at dt -> 0. */
  readonly amplitude: number;
  /** seconds */
  readonly tau: number;
}

/** Fewest points of a side: a line goes through any two. */
const FEWEST_POINTS = 3;
/** A side must fall to this share of its first point within the sweep: what hardly falls has any time constant. */
const LEAST_FALL = 0.6;
/** Fewest of them that stand out of what edges inject: nothing else tells how fast it falls. */
const FEWEST_VISIBLE = 2;
/**
 * Largest distance from the exponential, rms and of a single point, and largest rise outwards, as shares of the first
 * point.
 */
const MOST_RESIDUAL = 0.05;
const MOST_AT_A_POINT = 0.2;
const LARGEST_RISE = 0.05;
/** The far end of a window may cross zero by an injection error of this share of the first point. */
const INJECTION = 0.05;

/**
 * Fits A exp(-|dt| / tau) to the points of one side of a learning window (`+1`: post after pre). What has points of
 * both signs, rises outwards, hardly falls or is otherwise no exponential is not fitted: it has neither amplitude nor
 * time constant.
 */
export function fitSide({ dt, change }: WindowPoints, side: 1 | -1): SideFit | NoExponential {
  const points = Array.from(dt, (at, index) => ({ at, y: change[index] ?? NaN }))
    .filter(({ at }) => Math.sign(at) === side)
    .map(({ at, y }) => ({ x: Math.abs(at), y }))
    .sort((a, b) => a.x - b.x);
  if (points.length < FEWEST_POINTS)
    return { reason: `has ${points.length} points, and its shape needs ${FEWEST_POINTS}` };
  if (points.some(({ y }) => !Number.isFinite(y))) return { reason: 'is not a finite number throughout' };
  const [first, last] = [points[0]!, points.at(-1)!];
  if (first.y === 0) return { reason: 'is zero at its smallest interval' };
  const span = last.x - first.x;
  const scaled = points.map(({ x, y }) => ({ x: x / span, y: y / first.y }));
  const shape = shapeProblem(scaled.map(({ y }) => y));
  if (shape !== undefined) return { reason: shape };
  const [amplitude, tau] = exponential(scaled);
  // At a bound of the search, or no number.
  if (!(tau > 1.01e-3 && tau < 999)) return { reason: 'has no exponential near it' };
  const distances = scaled.map(({ x, y }) => Math.abs(y - amplitude * Math.exp(-x / tau)));
  const residual = Math.sqrt(distances.reduce((sum, distance) => sum + distance ** 2, 0) / distances.length);
  if (!(residual <= MOST_RESIDUAL))
    return { reason: `is ${formatPercent(residual, 2)} of its first point (rms) away from any exponential` };
  const farthest = Math.max(...distances);
  if (!(farthest <= MOST_AT_A_POINT))
    return { reason: `has a point ${formatPercent(farthest, 2)} of its first one away from the nearest exponential` };
  return { amplitude: first.y * amplitude, tau: tau * span };
}

/** What keeps points from being an exponential; each as a share of the first. */
function shapeProblem(values: readonly number[]): string | undefined {
  if (values.some((value) => value < -INJECTION)) return 'has points of both signs';
  const rises = values.some((value, index) => value - Math.min(...values.slice(0, index + 1)) > LARGEST_RISE);
  if (rises) return 'rises again outwards';
  if (values.filter((value) => value > INJECTION).length < FEWEST_VISIBLE)
    return 'has fallen to nothing at its second point, so its time constant may be any below that';
  if (Math.min(...values) > LEAST_FALL) return `does not fall to ${formatPercent(LEAST_FALL)} of its first point`;
  return undefined;
}

/** Least squares: amplitude and time constant in the units of the points. */
function exponential(points: readonly { readonly x: number; readonly y: number }[]): readonly [number, number] {
  const fit = levenbergMarquardt(
    { x: points.map(({ x }) => x), y: points.map(({ y }) => y) },
    ([amplitude = NaN, tau = NaN]) =>
      (at: number) =>
        amplitude * Math.exp(-at / tau),
    {
      initialValues: [1, 0.5],
      minValues: [1e-3, 1e-3],
      maxValues: [1e3, 1e3],
      maxIterations: 200,
      damping: 1e-2,
      errorTolerance: 1e-15,
    },
  );
  const [amplitude = NaN, tau = NaN] = fit.parameterValues;
  return [amplitude, tau];
}
