import type { Column, Waveforms } from './waveforms.js';

/** The part of the axis two results share; throws when they share none. */
export function commonSpan(a: ArrayLike<number>, b: ArrayLike<number>): { readonly from: number; readonly to: number } {
  if (a.length === 0 || b.length === 0) throw new RangeError('a waveform without points has no span');
  const from = Math.max(a[0]!, b[0]!);
  const to = Math.min(a[a.length - 1]!, b[b.length - 1]!);
  if (!(from <= to)) throw new RangeError(`the waveforms share no time: one ends at ${to}, the other starts at ${from}`);
  return { from, to };
}

/** `points` equally spaced values from `from` to `to`, both included exactly. */
export function uniformGrid(from: number, to: number, points: number): Float64Array {
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`a grid needs two points or more, not ${points}`);
  return Float64Array.from({ length: points }, (_, index) => (index === points - 1 ? to : from + ((to - from) * index) / (points - 1)));
}

/**
 * Linear interpolation of samples `y` at ascending `x` onto an ascending grid. The grid must lie inside the span of `x`:
 * nothing is extrapolated. At a double point (a jump) the later value counts.
 * @throws RangeError when the grid leaves the span, or the axis or the grid descends.
 */
export function interpolate(x: ArrayLike<number>, y: ArrayLike<number>, grid: ArrayLike<number>): Float64Array {
  if (x.length === 0 || x.length !== y.length) throw new RangeError(`${x.length} axis values for ${y.length} samples`);
  const result = new Float64Array(grid.length);
  const last = x.length - 1;
  let left = 0;
  for (let index = 0; index < grid.length; index += 1) {
    const at = grid[index]!;
    if (!(at >= x[0]! && at <= x[last]!)) throw new RangeError(`${at} lies outside the samples, which span ${x[0]} to ${x[last]}`);
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

/** All vectors of a result on another axis, linearly interpolated; see `interpolate` for the errors. */
export function resample(waveforms: Waveforms, grid: Float64Array): Waveforms {
  const axis = waveforms.axis.values;
  const onGrid = ({ name, kind, values, imaginary }: Column): Column => ({
    name,
    kind,
    values: interpolate(axis, values, grid),
    ...(imaginary ? { imaginary: interpolate(axis, imaginary, grid) } : {}),
  });
  return {
    analysis: waveforms.analysis,
    axis: { ...waveforms.axis, values: grid },
    columns: new Map([...waveforms.columns].map(([key, value]) => [key, onGrid(value)])),
  };
}
