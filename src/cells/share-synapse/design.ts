import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireBelowStrongInversion, target } from '../log-domain.js';

/**
 * The budget is the common tail's business: only the region of the transistor is checked, should one synapse take all
 * of it.
 */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const pair = context.characterised('pair-n');
  requireBelowStrongInversion('share of a synapse', current, pair);
  return {
    references: {},
    predictions: [
      {
        property: 'weight per neper',
        value: context.thermalVoltage / pair.kappa(current / 2),
        unit: 'V',
        note: 'by this much more weight a share is e times another one',
      },
    ],
  };
}
