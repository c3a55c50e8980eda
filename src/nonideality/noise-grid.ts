/** Shortest interval as a share of the regular one: a boundary this close to an edge of an event gives way to it. */
const CLOSEST = 0.25;

/**
 * Boundaries of the intervals in which noise is constant, from 0 to `duration`, s: every `interval`, and wherever a
 * current switches, so that the noise of a pulse stays in the pulse. White noise that is constant over intervals has
 * its full density below 1 / (2 interval) and gives an RC of time constant tau a variance that is low by (interval /
 * tau)^2 / 12.
 *
 * @param switchings times at which currents change abruptly, s
 */
export function noiseGrid(duration: number, interval: number, switchings: readonly number[]): Float64Array {
  if (!(interval > 0) || !(duration >= interval))
    throw new RangeError(`noise in intervals of ${interval} s over ${duration} s`);
  const fixed = [...new Set([0, duration, ...switchings.filter((time) => time > 0 && time < duration)])].sort(
    (a, b) => a - b,
  );
  const boundaries: number[] = [0];
  for (const end of fixed.slice(1)) {
    const start = boundaries.at(-1) ?? 0;
    const count = Math.max(1, Math.ceil((end - start) / interval - CLOSEST));
    for (let index = 1; index < count; index++) boundaries.push(start + ((end - start) * index) / count);
    boundaries.push(end);
  }
  return Float64Array.from(boundaries);
}
