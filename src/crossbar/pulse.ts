/** A course of all line voltages in time as a share of their values: straight lines between points, seconds ascending. */
export type PulseShape = readonly (readonly [time: number, share: number])[];

/** One trapezoidal pulse from time 0: seconds of plateau and of each edge. */
export function trapezoid(width: number, edge: number): PulseShape {
  return [[0, 0], [edge, 1], [edge + width, 1], [2 * edge + width, 0]];
}

/** Share at a time; 0 after the last point's value has been reached. */
export function shareAt(shape: PulseShape, time: number): number {
  const next = shape.findIndex(([at]) => at >= time);
  if (next <= 0) return (next === 0 ? shape[0] : shape.at(-1))?.[1] ?? 0;
  const [[t0, a], [t1, b]] = [shape[next - 1]!, shape[next]!];
  return a + ((b - a) * (time - t0)) / (t1 - t0);
}
