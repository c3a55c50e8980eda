import { interpolate } from '../waveform/interpolate.js';

/** A curve: ascending abscissae and values. */
export interface Sampled {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Values of a curve at ascending points, linear between samples; NaN outside its span. */
export function interpolateLinear({ x, y }: Sampled, at: Float64Array): Float64Array {
  const [first, last] = [x[0] ?? NaN, x[x.length - 1] ?? NaN];
  const inside = at.filter((point) => point >= first && point <= last);
  const result = new Float64Array(at.length).fill(NaN);
  if (inside.length > 0)
    result.set(
      interpolate(x, y, inside),
      at.findIndex((point) => point >= first),
    );
  return result;
}

/** Value of a curve at one point, linear between samples; NaN outside its span. */
export function valueAt(curve: Sampled, point: number): number {
  return interpolateLinear(curve, Float64Array.of(point))[0] ?? NaN;
}
