import type { DrivePoint } from '../devices/device.js';
import type { Generator } from '../random/generator.js';
import { steps } from './steps.js';

/**
 * Cycle-to-cycle variation: the same device answers every pulse with another speed. ln(rate) is normal with standard
 * deviation `sigma` (a plain number: 0.1 is about 10 %), drawn once per pulse.
 *
 * @param starts when each pulse's own rate begins, s, ascending; before the first it is 1
 * @returns the `pace` of an experiment, for both roads
 */
export function cycleToCycle(sigma: number, starts: readonly number[], random: Generator): DrivePoint[] {
  return steps(
    1,
    starts.map((time) => [time, Math.exp(sigma * random.normal())] as const),
  );
}
