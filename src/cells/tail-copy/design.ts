import type { DesignContext, Sizing, Targets } from '../cell.js';
import { turnedRound } from '../gated-mirror.js';
import { requireBelowStrongInversion, target } from '../log-domain.js';

/** A copy of one to one, which the tail copies again. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  requireBelowStrongInversion('tail current', current, context.characterised('trace-p'));
  return turnedRound({ references: { i_in: current } }, current, context);
}
