import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireBelowStrongInversion, target } from '../log-domain.js';

/** One to one: only the region is checked. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  requireBelowStrongInversion('sum of currents', current, context.characterised('trace-p'));
  return { references: {} };
}
