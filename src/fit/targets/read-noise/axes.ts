import type { FitProblem } from '../../problem.js';
import type { Trace } from './traces.js';

/** What a trace is called in figures and messages. */
export function titleOf({ name }: Trace): string {
  return name === '' ? 'trace' : name;
}

/** Samples over time, as a problem draws them. */
export function overTime({
  values,
  step,
  start,
  rows,
}: Trace): Pick<FitProblem, 'x' | 'observed' | 'rows' | 'xTitle' | 'yTitle'> {
  return {
    x: Float64Array.from(values, (_, index) => start + index * step),
    observed: values,
    rows,
    xTitle: 'time (s)',
    yTitle: 'conductance (S)',
  };
}

/** Densities over frequency, as a problem draws them. */
export function overFrequency(
  frequencies: Float64Array,
  densities: Float64Array,
): Pick<FitProblem, 'x' | 'observed' | 'rows' | 'xTitle' | 'yTitle'> {
  return {
    x: frequencies.map(Math.log10),
    observed: densities,
    rows: [],
    xTitle: 'log10 of frequency (Hz)',
    yTitle: 'power density (S2/Hz)',
  };
}
