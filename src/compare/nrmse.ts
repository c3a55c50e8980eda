import { uniformGrid } from '../waveform/interpolate.js';
import { interpolateLinear } from './sampled.js';
import type { Sampled } from './sampled.js';

/** Points of the uniform grid on which two curves are compared. */
const GRID = 4000;

/**
 * Root mean square error over the range (max - min) of the reference, on a uniform grid over the common time span.
 * NaN when there is no common span, the reference is flat or anything is not finite: the caller reports `not-checked`.
 */
export function nrmse(reference: Sampled, test: Sampled): number {
  const from = Math.max(reference.x[0] ?? NaN, test.x[0] ?? NaN);
  const to = Math.min(reference.x[reference.x.length - 1] ?? NaN, test.x[test.x.length - 1] ?? NaN);
  if (!(to > from)) return NaN;
  const grid = uniformGrid(from, to, GRID);
  return pointwiseNrmse(interpolateLinear(reference, grid), interpolateLinear(test, grid));
}

/** The same for values at equal abscissae, such as the points of a learning window. */
export function pointwiseNrmse(reference: Float64Array, test: Float64Array): number {
  if (reference.length !== test.length || reference.length === 0) return NaN;
  let squares = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < reference.length; index++) {
    const expected = reference[index] ?? NaN;
    const found = test[index] ?? NaN;
    if (!Number.isFinite(expected) || !Number.isFinite(found)) return NaN;
    squares += (found - expected) ** 2;
    low = Math.min(low, expected);
    high = Math.max(high, expected);
  }
  return high > low ? Math.sqrt(squares / reference.length) / (high - low) : NaN;
}
