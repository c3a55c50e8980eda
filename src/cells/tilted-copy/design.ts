import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireWeakInversion, target } from '../log-domain.js';

/** The ratio is the homeostat's; here only the trace current must suit the device. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  requireWeakInversion('trace current', current, context.characterised('trace-p'));
  return { references: { i_in: current } };
}
