import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designGatedMirror, turnedRound } from '../gated-mirror.js';
import { target } from '../log-domain.js';

/** Both mirrors copy one to one, so there is nothing to size beyond the region the trace current lies in. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return turnedRound(designGatedMirror(targets, context), target(targets, 'current'), context);
}
