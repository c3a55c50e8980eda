export type Point = readonly [x: number, y: number];

/**
 * Fewer points that draw the same picture: the smallest and the largest y of each of `limit / 2` slices, first and last
 * point kept, so that no spike gets lost. A curve that is short enough comes back unchanged.
 */
export function downsample(x: readonly number[], y: readonly number[], limit: number): Point[] {
  const point = (index: number): Point => [x[index] ?? 0, y[index] ?? 0];
  if (x.length <= Math.max(limit, 4)) return x.map((_, index) => point(index));
  const slices = Math.max(1, Math.floor(limit / 2) - 1);
  const size = (x.length - 2) / slices;
  const kept = new Set([0, x.length - 1]);
  for (let slice = 0; slice < slices; slice += 1) {
    const from = 1 + Math.floor(slice * size);
    const to = Math.max(from + 1, 1 + Math.floor((slice + 1) * size));
    for (const index of extremes(y, from, Math.min(to, x.length - 1))) kept.add(index);
  }
  return [...kept].sort((a, b) => a - b).map(point);
}

function extremes(values: readonly number[], from: number, to: number): [number, number] {
  let low = from;
  let high = from;
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? 0;
    if (value < (values[low] ?? 0)) low = index;
    if (value > (values[high] ?? 0)) high = index;
  }
  return [low, high];
}
