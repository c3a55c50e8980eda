/**
 * The result of one analysis: an axis and one column per saved vector.
 * All numbers are plain SI (seconds, hertz, volts, amperes).
 */
export interface Waveforms {
  /** 'op' and its like (`hasAxis`) have a single point and an axis of length 1. */
  readonly analysis: AnalysisKind;
  /** Time, frequency or swept source value, ascending for `tran`. Nested `.dc` sweeps restart for every outer value. */
  readonly axis: Column;
  /** Keyed by lower-case SPICE name: `v(syn)`, `i(vf)`, `v(x1.tail)`. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Numbers over the whole of a noise analysis: `onoise_total`, `inoise_total`, V (or A for a current input). */
  readonly totals?: ReadonlyMap<string, number>;
  /** What the engine warned of in a run that is good. */
  readonly warnings?: readonly string[];
  /** Simulated earlier, by the same engine from the same inputs. */
  readonly cached?: true;
}

export type AnalysisKind = 'op' | 'dc' | 'ac' | 'tran' | 'noise' | 'tf' | 'pz' | 'sens' | 'spectrum';

export interface Column {
  readonly name: string;
  readonly kind: 'time' | 'frequency' | 'voltage' | 'current' | 'other';
  /** Real part (the value itself for real analyses). */
  readonly values: Float64Array;
  /** Imaginary part, present only for `ac`, `pz` and `sens`. */
  readonly imaginary?: Float64Array;
}

/** The axis of a result of one point: `op`, `tf`, `pz`, and `sens` without a sweep. */
export const POINT: Column = { name: 'point', kind: 'other', values: new Float64Array(1) };

/** Whether the values of a result lie along something. */
export function hasAxis({ axis }: Waveforms): boolean {
  return axis.name !== POINT.name;
}

/** The named column's real values; throws with the names that exist when it is missing. */
export function column(waveforms: Waveforms, name: string): Float64Array {
  const found = waveforms.columns.get(name.toLowerCase());
  if (!found) {
    throw new Error(
      `no vector "${name}" in the ${waveforms.analysis} result; it has ${[...waveforms.columns.keys()].join(', ')}`,
    );
  }
  return found.values;
}
