import { channel } from './subcircuit.js';
import { parasitics, type Layers } from './parasitics.js';
import type { EkvValues } from './ekv.js';
import type { Size } from './scaling.js';

/** Elements of a `processTransistor` by what they are for: what one chip changes, and what its channel carries. */
export const HANDLES = {
  threshold: 'v_threshold',
  mobility: 'v_mobility',
  channel: 'b_id',
  drainSource: 'ds',
} as const;

/**
 * A fitted transistor as a process needs it: `.subckt name d g s b` with the channel, what surrounds it, and two
 * sources that one chip's mismatch changes in place: `v_threshold` is added to the threshold (as `delvto` of a BSIM
 * card, whose sign it has), `v_mobility` is the logarithm of a factor on the current (of what `mulu0` is).
 */
export function processTransistor(
  name: string,
  polarity: 'nfet' | 'pfet',
  values: EkvValues,
  size: Size,
  diffusion: number,
  layers: Layers,
): string {
  return [
    `.subckt ${name} d g s b`,
    `${HANDLES.threshold} threshold 0 dc 0`,
    `${HANDLES.mobility} mobility 0 dc 0`,
    ...channel(name, polarity, values, {
      shift: `${polarity === 'nfet' ? '+' : '-'}v(threshold)`,
      factor: 'exp(v(mobility))',
    }),
    ...parasitics(name, polarity, size, diffusion, values.n, layers),
    '.ends',
  ].join('\n');
}
