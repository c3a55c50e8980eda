export type Point = readonly [x: number, y: number];

/**
 * Fewer points that draw the same picture: the smallest and the largest y of each of `limit / 2` slices, first and last point kept,
 * so that no spike gets lost. A curve that is short enough comes back unchanged.
 */
export function downsample(points: readonly Point[], limit: number): readonly Point[] {
  if (points.length <= Math.max(limit, 4)) return points;
  const slices = Math.max(1, Math.floor(limit / 2) - 1);
  const size = (points.length - 2) / slices;
  const kept = new Set([0, points.length - 1]);
  for (let slice = 0; slice < slices; slice += 1) {
    const from = 1 + Math.floor(slice * size);
    const to = Math.max(from + 1, 1 + Math.floor((slice + 1) * size));
    for (const index of extremes(points, from, Math.min(to, points.length - 1))) kept.add(index);
  }
  return points.filter((_, index) => kept.has(index));
}

function extremes(points: readonly Point[], from: number, to: number): [number, number] {
  let low = from;
  let high = from;
  for (let index = from; index < to; index += 1) {
    const y = points[index]?.[1] ?? 0;
    if (y < (points[low]?.[1] ?? 0)) low = index;
    if (y > (points[high]?.[1] ?? 0)) high = index;
  }
  return [low, high];
}
