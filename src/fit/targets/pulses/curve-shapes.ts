import { curvatureOf, gained } from '../../../nonideality/update-curve.js';

/** Level, rise and curvature of the curve near the measured ones. */
export function shapesOf(x: Float64Array, observed: Float64Array): Float64Array[] {
  const label = rivalLabels
    .map((candidate) => ({
      candidate,
      left: unexplained(
        x.map((at) => gained(at, curvatureOf(candidate))),
        observed,
      ),
    }))
    .reduce((best, one) => (one.left < best.left ? one : best)).candidate;
  const [more, less] = [curvatureOf(label + 0.1), curvatureOf(label - 0.1)];
  return [
    x.map(() => 1),
    x.map((at) => gained(at, curvatureOf(label))),
    x.map((at) => gained(at, more) - gained(at, less)),
  ];
}

const rivalLabels = Array.from({ length: 35 }, (_, index) => (index - 17) / 2);

/** Squares that are left of y behind a straight line of a shape. */
function unexplained(shape: Float64Array, y: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [centre, level] = [mean(shape), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  shape.forEach((value, index) => {
    const [dx, dy] = [value - centre, (y[index] ?? NaN) - level];
    [xx, xy, yy] = [xx + dx * dx, xy + dx * dy, yy + dy * dy];
  });
  return yy - (xy * xy) / xx;
}
