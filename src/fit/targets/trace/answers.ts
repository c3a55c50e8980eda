import { derive } from '../../derived.js';
import type { Estimate, Estimated } from '../../estimate.js';
import { formatQuantity } from '../../../units/format.js';
import { sizeFactor } from './correlation.js';
import { HEIGHT, KEPT, TAU } from './parameters.js';
import type { Recorded } from './recorded.js';

/** A decay followed for less than this share of its time constant is no decay. */
const SHORTEST_SPAN = 0.2;

/** What follows from the fitted numbers: the rise, the scatter, and how long a deviation lasts. */
export function derivedOf(estimate: Estimate, { steps, step }: Recorded): Estimated[] {
  const unit = estimate.problem.parameters[HEIGHT]?.unit ?? '';
  const keptAt = estimate.parameters.findIndex(({ name }) => name === KEPT.name);
  return [
    ...riseOf(estimate),
    derive(
      estimate,
      (values) => estimate.scatter / sizeFactor(steps, values[keptAt] ?? NaN),
      { name: 'sd', meaning: 'scatter of one sample', unit },
      { logarithmic: true, more: 1 / (2 * estimate.freedom) },
    ),
    ...memoryOf(estimate.parameters[keptAt], step),
  ];
}

function riseOf(estimate: Estimate): Estimated[] {
  const ratio = estimate.problem.parameters.findIndex(({ name }) => name === 'rise/decay');
  if (ratio < 0) return [];
  return [
    derive(
      estimate,
      (values) => (values[ratio] ?? NaN) * (values[TAU] ?? NaN),
      { name: 'tau rise', meaning: 'time constant of the rise', unit: 's' },
      { logarithmic: true },
    ),
  ];
}

/** The same as the share that is kept over a step, in seconds. */
function memoryOf(kept: Estimated | undefined, step: number): Estimated[] {
  if (kept === undefined || !(kept.value > 0.01)) return [];
  const memory = (share: number): number => (share > 0 ? -step / Math.log(share) : 0);
  return [
    {
      name: 'memory',
      meaning: 'time over which a deviation falls to 1/e',
      unit: 's',
      value: memory(kept.value),
      standardError: (memory(kept.value) ** 2 / (step * kept.value)) * kept.standardError,
      low: memory(kept.low),
      high: memory(kept.high),
    },
  ];
}

/** A record that ends before its trace has decayed holds no time constant. */
export function undecayed({ parameters }: Estimate, span: number): string[] {
  const tau = parameters[TAU];
  if (tau === undefined) return [];
  const open = !(tau.high < 50 * span) || tau.high > 10 * tau.low;
  if (!open && span > SHORTEST_SPAN * tau.value) return [];
  return [
    `tau is not identifiable: no waveform is followed for more than ${formatQuantity(span, 's')} after an ` +
      `event, in which the trace falls by ${(100 * -Math.expm1(-span / tau.value)).toFixed(0)} %, and values ` +
      `from ${formatQuantity(tau.low, 's')} to ` +
      `${tau.high < 50 * span ? formatQuantity(tau.high, 's') : 'infinity'} fit as well; record a longer decay`,
  ];
}
