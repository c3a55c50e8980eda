import { drainCurrent, type EkvName } from '../../../ekv/ekv.js';
import type { Curve, FitProblem } from '../../problem.js';
import type { FitParameter } from '../../search/parameter.js';
import { ekvValues } from './parameters.js';
import type { Device, Point } from './sweeps.js';

// Taken once, as in ekv.ts.
const { log10, max } = Math;

/** What is fitted: the points that are not held out, and the curves that they lie on. */
export interface Fitted {
  readonly points: readonly Point[];
  readonly curves: readonly Curve[];
}

export function fittedOf({ sweeps }: Device): Fitted {
  const used = sweeps
    .map((sweep) => ({ ...sweep, points: sweep.points.filter(({ heldOut }) => !heldOut) }))
    .filter(({ points }) => points.length > 0);
  let from = 0;
  return {
    points: used.flatMap(({ points }) => points),
    curves: used.map(({ panel, name, points: own }) => ({ panel, name, from, to: (from += own.length) })),
  };
}

/** All sweeps of a device as one fit of log10(id). */
export function problemOf(
  device: Device,
  { points, curves }: Fitted,
  parameters: readonly FitParameter[],
  names: readonly EkvName[],
): FitProblem {
  const held = device.sweeps.flatMap((sweep) => sweep.points.filter(({ heldOut }) => heldOut));
  const log = (of: readonly Point[]): Float64Array => Float64Array.from(of, ({ current }) => Math.log10(current));
  const [observed, left] = [log(points), log(held)];
  const misses = (of: readonly Point[], seen: Float64Array, values: Float64Array): Float64Array => {
    const p = ekvValues(names, values);
    return Float64Array.from(
      of,
      ({ bias, leakage }, index) => (seen[index] ?? NaN) - log10(max(drainCurrent(p, bias) + leakage, 1e-40)),
    );
  };
  const mean = observed.reduce((sum, value) => sum + value, 0) / observed.length;
  const mirror = device.polarity === 'nfet' ? 1 : -1;
  return {
    name: device.name,
    parameters,
    curves,
    x: Float64Array.from(points, ({ bias }) => mirror * bias.vgs),
    observed: Float64Array.from(points, ({ current }) => current),
    rows: points.map(({ row }) => row),
    xTitle: 'vg (V)',
    yTitle: 'log10(|id| / A)',
    draw: Math.log10,
    predict: (values) => {
      const p = ekvValues(names, values);
      return Float64Array.from(points, ({ bias, leakage }) => drainCurrent(p, bias) + leakage);
    },
    residuals: (values) => misses(points, observed, values),
    known: false,
    noise: 'normal scatter of one unknown size of log10(|id|) at every point',
    nothing: { residuals: observed.map((value) => value - mean), parameters: 1 },
    heldOut: { points: held.length, residuals: (values) => misses(held, left, values) },
  };
}
