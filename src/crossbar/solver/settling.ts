import { SimulationError } from '../../engine/errors.js';

/**
 * Corrections beyond which something is wrong: Newton's method needs 3 to 8, iterative refinement 2 or 3; a floating
 * line that only switched-off transistors discharge goes by one thermal voltage per step.
 */
const MOST_CORRECTIONS = 200;

/**
 * The first linear solve goes as deep as wanted, the next ones only mend it; Newton's steps get as exact as the last
 * one was small.
 */
export function innerTolerance(linear: boolean, corrections: number, change: number, wanted: number): number {
  if (linear) return corrections === 1 ? Math.max(1e-12, wanted) : 1e-4;
  return Math.min(1e-2, Math.max(1e-6, change * change));
}

/** @throws SimulationError where it takes too long */
export function assertSettling(corrections: number, change: number): void {
  if (corrections === MOST_CORRECTIONS) {
    throw new SimulationError(
      'no-convergence',
      `the array did not settle: after ${corrections} corrections the voltages still change by ` +
        `${change.toExponential(1)} of the drop along a line`,
    );
  }
}
