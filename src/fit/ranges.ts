import type { Covariance } from './inference/covariance.js';
import { bootstrapIntervals } from './inference/bootstrap.js';
import { studentQuantile } from './inference/diagnostics.js';
import { NORMAL_QUANTILE, NOT_LOOKED_FOR, type CoordinateInterval } from './inference/interval.js';
import { profileInterval } from './inference/profile.js';
import { inLoop } from './search/residuals.js';
import type { Watch } from './search/watch.js';
import type { Settled } from './settled.js';

/**
 * 95 % interval of every coordinate.
 * @throws LowerMinimum
 */
export async function rangesOf(settled: Settled, watch: Watch): Promise<CoordinateInterval[]> {
  const { options, minimum, plain, goal, box, certainty } = settled;
  // With a model in the loop the profile along a direction without information costs minutes, and there is no card
  // anyway.
  if (options.intervals === 'none' || !minimum.converged || (inLoop(plain) && certainty.covariance.blind.length > 0))
    return Array.from(minimum.at, () => NOT_LOOKED_FOR);
  return options.robust || options.intervals === 'bootstrap'
    ? bootstrapIntervals(goal, minimum, box, options.seed, watch)
    : profiles(settled, watch);
}

async function profiles(settled: Settled, watch: Watch): Promise<CoordinateInterval[]> {
  const { problem, minimum, goal, box, certainty } = settled;
  const { shape, covariance, variance } = certainty;
  const quantile = quantileOf(settled);
  const ranges: CoordinateInterval[] = [];
  for (const index of problem.parameters.keys()) {
    // Where the density is not believed, the profile is stretched to what the parts tell (Chandler and Bate:
    // Biometrika 94 (2007) 167).
    const asked = ((covariance.errors[index] ?? NaN) / (shape.errors[index] ?? NaN)) ** 2;
    const stretch = Number.isFinite(asked) ? asked : 1;
    const stretched = { variance: variance * stretch, covariance: stretchedBy(shape, stretch) };
    ranges.push(await profileInterval({ goal, minimum, box, quantile, ...stretched }, index, watch));
    watch.tell({
      problem: problem.name,
      phase: 'intervals',
      done: index + 1,
      total: problem.parameters.length,
      cost: minimum.cost,
    });
  }
  return ranges;
}

function quantileOf({ problem: { known, likelihood, parameters }, minimum, certainty }: Settled): number {
  if (known || (likelihood !== undefined && likelihood.momentsOnly !== true)) return NORMAL_QUANTILE;
  return studentQuantile(likelihood === undefined ? certainty.freedom : minimum.jacobian.rows - parameters.length);
}

function stretchedBy(shape: Covariance, stretch: number): Covariance {
  return {
    ...shape,
    errors: shape.errors.map((error) => error * Math.sqrt(stretch)),
    matrix: shape.matrix.clone().mul(stretch),
  };
}
