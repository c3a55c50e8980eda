import type { Matrix } from 'ml-matrix';
import { descend } from './descend.js';
import type { Goal } from './deviance.js';
import { minimise } from './minimise.js';
import type { Box, Minimum } from './minimum.js';
import type { Watch } from './watch.js';

/**
 * The minimum below a point. @param known Jacobian of residuals, or half the curvature of a deviance, at a point nearby
 */
export async function downhill(
  goal: Goal,
  start: Float64Array,
  box: Box,
  watch: Watch,
  held?: ReadonlySet<number>,
  zero?: number,
  known?: Matrix,
): Promise<Minimum> {
  return typeof goal === 'function'
    ? minimise(goal, start, box, watch, held, zero, known)
    : descend(goal, start, box, watch, held, zero, known);
}

/** What a difference of two costs is compared with: the sum of squares, or the number of parts. */
export function sizeOf(goal: Goal, { cost, jacobian }: Minimum): number {
  return typeof goal === 'function' ? cost : jacobian.rows;
}
