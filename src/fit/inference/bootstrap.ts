import { generator } from '../../random/generator.js';
import type { Goal } from '../search/deviance.js';
import { downhill } from '../search/downhill.js';
import type { Box, Minimum } from '../search/minimum.js';
import { mapResiduals } from '../search/residuals.js';
import type { Watch } from '../search/watch.js';
import { NOT_LOOKED_FOR, type CoordinateInterval } from './interval.js';

/** Of a replicate of a deviance only its scatter is asked for. */
const REPLICATE_ZERO = 0.03;

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
    found.push(await refit(goal, minimum, box, weight, watch));
    if (await watch.stopped()) return Array.from(minimum.at, () => NOT_LOOKED_FOR);
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

/** Where the minimum goes when every point counts as often as it was drawn. */
async function refit(
  goal: Goal,
  { at, jacobian, curvature }: Minimum,
  box: Box,
  weight: Float64Array,
  watch: Watch,
): Promise<Float64Array> {
  if (typeof goal === 'function') {
    const drawn = mapResiduals(goal, (values) => values.map((value, point) => value * Math.sqrt(weight[point] ?? 0)));
    return (await downhill(drawn, at, box, watch)).at;
  }
  const drawn = {
    deviances: (place: Float64Array) => goal.deviances(place).map((value, part) => value * (weight[part] ?? 0)),
  };
  const zero = REPLICATE_ZERO / Math.sqrt(jacobian.rows);
  return (await downhill(drawn, at, box, watch, new Set(), zero, curvature)).at;
}
