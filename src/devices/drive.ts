import type { DrivePoint } from './device.js';

/** From 0 to each peak and back to 0, with `ramp` seconds per line: `triangle([2, -2], 4e-3)` is one loop of 16 ms. */
export function triangle(peaks: readonly number[], ramp: number): DrivePoint[] {
  const points: DrivePoint[] = [[0, 0]];
  peaks.forEach((peak, index) =>
    points.push([exact((2 * index + 1) * ramp), peak], [exact((2 * index + 2) * ramp), 0]),
  );
  return points;
}

/**
 * `count` pulses of `volts`, `width` seconds at the top, one every `period`, the first after one period; edges of
 * `edge` seconds before and after the top.
 */
export function pulses(
  { count, volts, width, period, edge }: { count: number; volts: number; width: number; period: number; edge: number },
  start = 0,
): DrivePoint[] {
  const points: DrivePoint[] = start === 0 ? [[0, 0]] : [];
  for (let index = 1; index <= count; index++) {
    const top = start + index * period - width - edge;
    points.push(
      [exact(top - edge), 0],
      [exact(top), volts],
      [exact(top + width), volts],
      [exact(top + width + edge), 0],
    );
  }
  return points;
}

/** Volts of a drive at a time; constant before and after. */
export function voltsAt(drive: readonly DrivePoint[], time: number): number {
  let [before] = drive;
  if (!before) throw new RangeError('a drive without points');
  for (const point of drive) {
    if (point[0] > time)
      return before[0] >= time
        ? before[1]
        : before[1] + ((point[1] - before[1]) * (time - before[0])) / (point[0] - before[0]);
    before = point;
  }
  return before[1];
}

/** Without the binary rounding of sums. */
function exact(time: number): number {
  return Number(time.toPrecision(12));
}
