import type { Point } from './downsample.js';

/**
 * The points of a polyline without those that lie within `tolerance` of the line through what is left (Ramer, Douglas,
 * Peucker), distances taken in pixels: an exponential needs a few dozen points, a train of pulses keeps its corners.
 * @param scale pixels per unit of x and of y
 */
export function simplify(points: readonly Point[], scale: Point, tolerance: number): Point[] {
  if (points.length < 3) return [...points];
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    const [at, distance] = farthest(points, from, to, scale);
    if (distance <= tolerance) continue;
    kept[at] = 1;
    open.push([from, at], [at, to]);
  }
  return points.filter((_, index) => kept[index] === 1);
}

/** The point between two that is farthest from the line segment between them, and how far, pixels. */
function farthest(points: readonly Point[], from: number, to: number, [sx, sy]: Point): [number, number] {
  const [ax, ay] = points[from] ?? [0, 0];
  const [bx, by] = points[to] ?? [0, 0];
  const [dx, dy] = [(bx - ax) * sx, (by - ay) * sy];
  const length = dx * dx + dy * dy;
  let [place, most] = [from, 0];
  for (let at = from + 1; at < to; at += 1) {
    const [x, y] = points[at] ?? [0, 0];
    const [px, py] = [(x - ax) * sx, (y - ay) * sy];
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
    const distance = Math.hypot(px - along * dx, py - along * dy);
    if (distance > most) [place, most] = [at, distance];
  }
  return [place, most];
}
