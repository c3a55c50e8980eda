import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designGatedMirror, turnedRound } from '../gated-mirror.js';
import { target } from '../log-domain.js';

/**
 * Both mirrors copy one to one, so there is nothing to size beyond the region the trace current lies in. The cascode's
 * gate is that of the largest current: for a smaller one the mirror has more across it.
 */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const sizing = turnedRound(designGatedMirror(targets, context), current, context);
  return { ...sizing, references: { ...sizing.references, i_cascode: current } };
}
