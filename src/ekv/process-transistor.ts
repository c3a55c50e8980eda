import { channel } from './subcircuit.js';
import { parasitics, type Layers } from './parasitics.js';
import type { EkvValues } from './ekv.js';

/** Elements of a `processTransistor` by what they are for: what one chip changes, and what its channel carries. */
export const HANDLES = { threshold: 'v_threshold', mobility: 'v_mobility', channel: 'b_id', drainSource: 'ds' } as const;

/**
 * A fitted transistor as a process needs it: `.subckt name d g s b` with the channel, what surrounds it, and two sources that
 * one chip's mismatch changes in place: `v_threshold` is added to the threshold (as `delvto` of a BSIM card, whose sign it
 * has), `v_mobility` multiplies the current (as `mulu0`).
 */
export function processTransistor(name: string, polarity: 'nfet' | 'pfet', values: EkvValues, size: { readonly w: number; readonly l: number; readonly m: number }, diffusion: number, layers: Layers): string {
  return [
    `.subckt ${name} d g s b`,
    `${HANDLES.threshold} g gi dc 0`,
    `${HANDLES.mobility} factor 0 dc 1`,
    ...channel(name, polarity, values, { gate: 'gi', factor: 'v(factor)' }),
    ...parasitics(name, polarity, size, diffusion, values.n, layers),
    '.ends',
  ].join('\n');
}
