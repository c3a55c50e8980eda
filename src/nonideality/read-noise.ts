import type { DrivePoint } from '../devices/device.js';
import type { Generator } from '../random/generator.js';

/**
 * White read noise as a multiplier of the current: normal with mean 1 and the given relative standard deviation, a new
 * draw every `interval` seconds with straight lines between. The lines make it band-limited: its variance averaged over
 * time is 2/3 of sigma squared, the full value at the draws themselves. Sample reads there.
 *
 * @throws RangeError for a sigma that would turn the current around
 */
export function readNoise(sigma: number, interval: number, duration: number, random: Generator): DrivePoint[] {
  if (!(sigma >= 0 && sigma < 0.2)) throw new RangeError(`a read noise of ${sigma}; between 0 and 0.2 of the current`);
  const count = Math.ceil(duration / interval);
  return Array.from({ length: count + 1 }, (_, index): DrivePoint => [
    Number((index * interval).toPrecision(12)),
    Math.max(1 + sigma * random.normal(), 0),
  ]);
}
