import { POINT, type Column, type Waveforms } from '../waveform/waveforms.js';
import type { Analysis } from './simulator.js';

/*
 * What our own engine is asked for in a run, and what it gives, for whichever thread it runs in. Shapes only: who has
 * no such engine imports nothing of it.
 */

/** Analyses that have vectors of their own: a list of circuit vectors would leave nothing of them. */
const OWN_VECTORS: ReadonlySet<string> = new Set(['noise', 'tf', 'pz', 'sens']);

/** The save list of a run; without one the `.save` lines of the circuit decide. */
export function savedIn(analysis: Analysis, save: readonly string[] | undefined): { save?: readonly string[] } {
  if (OWN_VECTORS.has(analysis.kind)) return { save: ['all'] };
  return save === undefined ? {} : { save };
}

/** ngspice has a noise analysis of v(node); a bare name would be none. */
export function explicit(analysis: Analysis): Analysis {
  return analysis.kind === 'noise' && !/^v\(/i.test(analysis.output)
    ? { ...analysis, output: `v(${analysis.output})` }
    : analysis;
}

interface EngineVector {
  readonly name: string;
  readonly quantity: Column['kind'];
  readonly values: Column['values'];
  readonly imaginary?: Column['imaginary'];
}

interface EngineResult {
  readonly analysis: Waveforms['analysis'];
  readonly axis?: EngineVector | undefined;
  readonly vectors: ReadonlyMap<string, EngineVector>;
  readonly totals: ReadonlyMap<string, number>;
}

/** The vectors of a run; those of an analysis without an axis have one point. */
export function waveformsOf({ analysis, axis, vectors, totals }: EngineResult): Waveforms {
  return {
    analysis,
    // A fresh one each time: its values may move to another thread.
    axis: axis ? column(axis) : { ...POINT, values: new Float64Array(1) },
    columns: new Map([...vectors].map(([name, vector]) => [name, column(vector)])),
    // Those of each device have names that no other engine gives.
    ...(analysis === 'noise'
      ? { totals: new Map([...totals].filter(([name]) => /^[io]noise_total$/.test(name))) }
      : {}),
  };
}

function column({ name, quantity, values, imaginary }: EngineVector): Column {
  return { name, kind: quantity, values, ...(imaginary ? { imaginary } : {}) };
}
