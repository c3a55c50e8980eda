import type { DrivePoint } from '../devices/device.js';
import type { Generator } from '../random/generator.js';
import { steps } from './steps.js';

/** One trap beside the filament: while it holds an electron the current is smaller. */
export interface Trap {
  /** Relative loss of current while occupied: 0.1 is 10 %. */
  readonly amplitude: number;
  /** Mean time until an empty trap captures, s. */
  readonly capture: number;
  /** Mean time until an occupied trap emits, s. */
  readonly emission: number;
}

/**
 * Random telegraph noise of one trap as a multiplier of the current: a two-state Markov process with exponential dwell
 * times (Machlup, J. Appl. Phys. 25, 341 (1954): its spectrum is a Lorentzian of corner (1/capture + 1/emission)/2pi).
 * The trap starts in equilibrium. Dwell times are rounded to nine digits and are at least a thousandth of the shorter
 * mean.
 */
export function telegraphNoise(
  { amplitude, capture, emission }: Trap,
  duration: number,
  random: Generator,
): DrivePoint[] {
  const shortest = 1e-3 * Math.min(capture, emission);
  let occupied = random.uniform() < emission / (capture + emission);
  const level = (): number => (occupied ? 1 - amplitude : 1);
  const before = level();
  const values: [number, number][] = [];
  for (let now = 0; ;) {
    now = Number((now + Math.max(random.exponential() * (occupied ? emission : capture), shortest)).toPrecision(9));
    if (now >= duration) return steps(before, values);
    occupied = !occupied;
    values.push([now, level()]);
  }
}
