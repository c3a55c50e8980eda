/**
 * Values of a curve at other places, straight between its points; the first or last value outside of them.
 * @param x ascending
 * @param at ascending
 */
export function interpolated(x: Float64Array, y: Float64Array, at: Float64Array): Float64Array {
  const last = x.length - 1;
  let left = 0;
  return at.map((place) => {
    while (left < last - 1 && x[left + 1]! <= place) left += 1;
    if (last === 0 || place <= x[0]!) return y[0]!;
    if (place >= x[last]!) return y[last]!;
    const width = x[left + 1]! - x[left]!;
    return width === 0 ? y[left + 1]! : y[left]! + ((place - x[left]!) / width) * (y[left + 1]! - y[left]!);
  });
}
