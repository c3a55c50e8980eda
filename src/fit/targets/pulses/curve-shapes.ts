import { curvatureOf, gainedAfter } from '../../../nonideality/update-curve.js';

/** Level, rise and curvature of the curve near the measured ones. */
export function shapesOf(x: Float64Array, observed: Float64Array): Float64Array[] {
  const label = rivalLabels
    .map((candidate) => ({
      candidate,
      left: unexplained(gainedAfter(x, curvatureOf(candidate)), observed),
    }))
    .reduce((best, one) => (one.left < best.left ? one : best)).candidate;
  const [more, less] = [label + 0.1, label - 0.1].map((near) => gainedAfter(x, curvatureOf(near)));
  return [
    x.map(() => 1),
    gainedAfter(x, curvatureOf(label)),
    x.map((_, index) => (more?.[index] ?? NaN) - (less?.[index] ?? NaN)),
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
