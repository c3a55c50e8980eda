import { generator } from '../../random/generator.js';
import type { Covariance } from './covariance.js';
import type { Goal } from '../search/deviance.js';
import { downhill, sizeOf } from '../search/downhill.js';
import { inLoop, mapResiduals, type Box, type Minimum } from '../search/minimise.js';
import type { Watch } from '../search/watch.js';

/** Half of a 95 % interval of a normal distribution, in standard deviations. */
export const NORMAL_QUANTILE = 1.959964;

/** An interval of one coordinate. A side is open where the data set no limit before the bound of the search. */
export interface CoordinateInterval {
  readonly low: number;
  readonly high: number;
  readonly open: { readonly low: boolean; readonly high: boolean };
}

/** The profile met a lower cost than the minimum it started from. */
export class LowerMinimum extends Error {
  constructor(readonly at: Float64Array) {
    super('the profile found a lower minimum');
  }
}

/** How near to the quantile the rise has to come, as a share of it; less near where every cost is dear. */
const [FINE, COARSE] = [1e-3, 5e-3];
/** The profile asks for costs only, to a share of a variance. */
const PROFILE_ZERO = 1e-5;
/**
 * The same with a model in the loop: the cost is right to a few millionths, a ten thousandth of the rise that is looked
 * for.
 */
const LOOP_ZERO = 1e-3;
/** Of a deviance, in errors of a coordinate: a slope of so much of one is worth its square in cost. */
const DEVIANCE_ZERO = 0.01;
/** Of a replicate of a deviance only its scatter is asked for. */
const REPLICATE_ZERO = 0.03;

/**
 * Profile-likelihood interval of coordinate `index`: where the cost, with every other coordinate at its best, has risen
 * by quantile^2 variances (Bates and Watts 1988, section 6.1). Unlike a standard error it follows the curvature of the
 * model.
 *
 * @param variance of a residual; 1 where the data state their noise
 * @param covariance of the coordinates: length of the first step, and where the others go while this one moves
 */
export async function profileInterval(
  goal: Goal,
  minimum: Minimum,
  box: Box,
  index: number,
  variance: number,
  { errors, matrix }: Covariance,
  quantile: number,
  watch: Watch,
): Promise<CoordinateInterval> {
  const side = async (direction: 1 | -1): Promise<{ end: number; open: boolean }> => {
    const centre = minimum.at[index] ?? NaN;
    const bound = (direction > 0 ? box.upper : box.lower)[index] ?? NaN;
    const room = Math.abs(bound - centre);
    if (room === 0) return { end: bound, open: true };
    let inside = { step: 0, rise: 0 };
    let outside: { step: number; rise: number } | undefined;
    const error = errors[index] ?? NaN;
    // Along the regression of the others on this coordinate the first guess is already nearly the best.
    const drift = minimum.at.map((_, other) =>
      Number.isFinite(error) && error > 0 ? matrix.get(other, index) / error ** 2 : 0,
    );
    const likely = typeof goal !== 'function';
    const loop = !likely && inLoop(goal);
    const zero = likely ? DEVIANCE_ZERO / Math.sqrt(minimum.jacobian.rows) : loop ? LOOP_ZERO : PROFILE_ZERO;
    let start = { at: minimum.at, step: 0, jacobian: minimum.jacobian };
    let step = Math.min(Number.isFinite(error) && error > 0 ? quantile * error : room / 100, room);
    for (let trial = 0; trial < 40; trial += 1) {
      const from = start.at.map((coordinate, other) =>
        other === index
          ? centre + direction * step
          : coordinate + direction * (step - start.step) * (drift[other] ?? 0),
      );
      const found = await downhill(
        goal,
        from,
        box,
        watch,
        new Set([index]),
        zero,
        likely ? minimum.curvature : loop ? start.jacobian : undefined,
      );
      if (found.stop === 'interrupted') return { end: NaN, open: true };
      if (found.cost < minimum.cost - 1e-7 * sizeOf(goal, minimum)) throw new LowerMinimum(found.at);
      // The root of the rise is nearly a straight line of the step, so the secant needs few trials.
      const rise = Math.sqrt(Math.max(found.cost - minimum.cost, 0) / variance);
      if (Math.abs(rise - quantile) < (likely || loop ? COARSE : FINE) * quantile)
        return { end: centre + direction * step, open: false };
      if (Number.isFinite(rise) && rise < quantile) {
        inside = { step, rise };
        start = { at: found.at, step, jacobian: found.jacobian };
        if (step >= room) return { end: bound, open: true };
      } else {
        outside = { step, rise };
      }
      // Where another valley begins the rise is no continuous function of the step: the end is there.
      if (outside !== undefined && outside.step - inside.step < FINE * outside.step)
        return { end: centre + direction * outside.step, open: false };
      if (outside === undefined)
        step = Math.min(step * Math.min(3, rise > 0 ? Math.max(1.05, quantile / rise) : 3), room);
      else if (!Number.isFinite(outside.rise)) step = (inside.step + outside.step) / 2;
      else {
        const share = (quantile - inside.rise) / (outside.rise - inside.rise);
        step = inside.step + Math.min(Math.max(share, 0.05), 0.95) * (outside.step - inside.step);
      }
    }
    return { end: centre + direction * (outside?.step ?? step), open: false };
  };
  const [low, high] = [await side(-1), await side(1)];
  return { low: low.end, high: high.end, open: { low: low.open, high: high.open } };
}

/**
 * Percentile intervals (95 %) from refits to points drawn with replacement (Efron and Tibshirani 1993); for a robust
 * loss, whose cost is no likelihood. Drawn with a fixed seed.
 */
export async function bootstrapIntervals(
  goal: Goal,
  minimum: Minimum,
  box: Box,
  seed: number,
  watch: Watch,
  replicates = 400,
): Promise<CoordinateInterval[]> {
  const draws = generator(seed, 1);
  const points = minimum.jacobian.rows;
  const found: Float64Array[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    const weight = new Float64Array(points);
    for (let point = 0; point < points; point += 1) weight[Math.floor(draws.uniform() * points)]! += 1;
    found.push(
      (typeof goal === 'function'
        ? await downhill(
            mapResiduals(goal, (values) => values.map((value, point) => value * Math.sqrt(weight[point] ?? 0))),
            minimum.at,
            box,
            watch,
          )
        : await downhill(
            { deviances: (at) => goal.deviances(at).map((value, part) => value * (weight[part] ?? 0)) },
            minimum.at,
            box,
            watch,
            new Set(),
            REPLICATE_ZERO / Math.sqrt(points),
            minimum.curvature,
          )
      ).at,
    );
    if (await watch.stopped())
      return Array.from(minimum.at, () => ({ low: NaN, high: NaN, open: { low: true, high: true } }));
  }
  return Array.from(minimum.at, (_, index) => {
    const sorted = found.map((at) => at[index] ?? NaN).sort((a, b) => a - b);
    const [low, high] = [0.025, 0.975].map((share) => sorted[Math.round(share * (replicates - 1))] ?? NaN) as [
      number,
      number,
    ];
    return { low, high, open: { low: low <= (box.lower[index] ?? NaN), high: high >= (box.upper[index] ?? NaN) } };
  });
}
