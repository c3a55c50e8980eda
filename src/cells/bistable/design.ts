import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireBelowStrongInversion, target } from '../log-domain.js';

/** Junctions of the pair that act on the common source and on the weight, and what part of the drift they may be. */
const JUNCTIONS = 2;
const LEAKAGE_SHARE = 0.07;

/**
 * The amplifier is one to one: its tail current is the drift current.
 *
 * @throws DesignRefusal when junctions leak a noticeable part of it
 */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const pair = context.characterised('pair-n');
  requireBelowStrongInversion('drift current', current, pair);
  const leakage = JUNCTIONS * pair.junctionLeakage;
  if (leakage > LEAKAGE_SHARE * current) {
    throw new DesignRefusal(
      `a drift current of ${formatQuantity(current, 'A')} is not clear of the ` +
        `${formatQuantity(leakage, 'A')} that the junctions of the pair leak at ${context.temperature} C`,
      `ask for at least ${formatQuantity(leakage / LEAKAGE_SHARE, 'A')}, or a lower temperature`,
    );
  }
  return {
    references: { i_drift: current },
    predictions: [
      {
        property: 'slope at the threshold',
        value: (pair.kappa(current / 2) * current) / (2 * context.thermalVoltage),
        unit: 'S',
        note: 'kappa at grounded source; with the source at half a volt it is some 10 % more',
      },
      { property: 'leakage', value: leakage, unit: 'A' },
    ],
  };
}
