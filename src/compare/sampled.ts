/** A curve: ascending abscissae and values. */
export interface Sampled {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Values of a curve at ascending points, linear between samples; NaN outside its span. */
export function interpolateLinear({ x, y }: Sampled, at: Float64Array): Float64Array {
  const result = new Float64Array(at.length);
  let index = 0;
  at.forEach((point, position) => {
    while (index < x.length - 2 && (x[index + 1] ?? Infinity) <= point) index++;
    const [from, to] = [x[index] ?? NaN, x[index + 1] ?? NaN];
    const slack = 1e-12 * Math.max(Math.abs(from), Math.abs(to));
    if (point < from - slack || point > to + slack) {
      result[position] = NaN;
      return;
    }
    const low = y[index] ?? NaN;
    result[position] = to > from ? low + ((y[index + 1] ?? NaN) - low) * ((point - from) / (to - from)) : low;
  });
  return result;
}

/** Value of a curve at one point, linear between samples; NaN outside its span. */
export function valueAt(curve: Sampled, point: number): number {
  return interpolateLinear(curve, Float64Array.of(point))[0] ?? NaN;
}
