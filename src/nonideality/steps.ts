import type { DrivePoint } from '../devices/device.js';

/** Rise time of a step as a share of the time to the next one. */
const EDGE = 1e-3;

/** A staircase as a PWL source: `before`, then each value from its time on. Times ascend strictly and are above 0. */
export function steps(before: number, values: readonly (readonly [time: number, value: number])[]): DrivePoint[] {
  const points: DrivePoint[] = [[0, before]];
  let [last, level] = [0, before];
  values.forEach(([time, value], index) => {
    const next = values[index + 1]?.[0] ?? time + (time - last);
    if (!(time > last)) throw new RangeError(`a step at ${time} s after one at ${last} s`);
    points.push([time, level], [Number((time + EDGE * (next - time)).toPrecision(12)), value]);
    [last, level] = [time, value];
  });
  return points;
}
