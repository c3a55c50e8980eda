import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designGatedMirror } from '../gated-mirror.js';

/** The mirror copies one to one, so there is nothing to size beyond the region the trace current lies in. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return designGatedMirror(targets, context);
}
