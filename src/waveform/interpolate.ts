/** `points` equally spaced values from `from` to `to`, both included exactly. */
export function uniformGrid(from: number, to: number, points: number): Float64Array {
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`a grid needs two points or more, not ${points}`);
  return Float64Array.from({ length: points }, (_, index) =>
    index === points - 1 ? to : from + ((to - from) * index) / (points - 1),
  );
}

/**
 * Linear interpolation of samples `y` at ascending `x` onto an ascending grid. The grid must lie inside the span of
 * `x`: nothing is extrapolated. At a double point (a jump) the later value counts.
 * @throws RangeError when the grid leaves the span, or the axis or the grid descends.
 */
export function interpolate(x: ArrayLike<number>, y: ArrayLike<number>, grid: ArrayLike<number>): Float64Array {
  if (x.length === 0 || x.length !== y.length) throw new RangeError(`${x.length} axis values for ${y.length} samples`);
  const result = new Float64Array(grid.length);
  const last = x.length - 1;
  let left = 0;
  for (let index = 0; index < grid.length; index += 1) {
    const at = grid[index]!;
    if (!(at >= x[0]! && at <= x[last]!))
      throw new RangeError(`${at} lies outside the samples, which span ${x[0]} to ${x[last]}`);
    if (index > 0 && at < grid[index - 1]!) throw new RangeError('the grid must ascend');
    while (left < last && x[left + 1]! <= at) {
      left += 1;
      if (x[left]! < x[left - 1]!) throw new RangeError(`the axis descends at point ${left}`);
    }
    if (left === last || x[left] === at) {
      result[index] = y[left]!;
    } else {
      const fraction = (at - x[left]!) / (x[left + 1]! - x[left]!);
      result[index] = y[left]! + fraction * (y[left + 1]! - y[left]!);
    }
  }
  return result;
}
