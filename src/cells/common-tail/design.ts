import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import type { DesignContext, Sizing, Targets } from '../cell.js';
import { requireBelowStrongInversion, target } from '../log-domain.js';
import { SLICE_JUNCTIONS } from '../slice.js';

/** Far above every sum of inputs, so that they do not move the level. */
const LEVEL_CURRENT = 12.5e-9;
const DEFAULT_SLICES = 4;
/** What leaks past the tail may be this part of the budget. */
const LEAKAGE_SHARE = 0.03;

/** @throws DesignRefusal when the junctions of the slices leak more than 3 % of the budget */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = target(targets, 'current');
  const slices = targets.slices ?? DEFAULT_SLICES;
  requireBelowStrongInversion('budget', current, context.characterised('mirror-n'));
  const leakage = slices * SLICE_JUNCTIONS * context.characterised('pair-n').junctionLeakage;
  if (leakage > LEAKAGE_SHARE * current) {
    throw new DesignRefusal(
      `the junctions of ${slices} slices leak ${formatQuantity(leakage, 'A')} at ${context.temperature} ` +
        `C, more than ${100 * LEAKAGE_SHARE} % of a budget of ${formatQuantity(current, 'A')}`,
      `use a budget of at least ${formatQuantity(leakage / LEAKAGE_SHARE, 'A')}, fewer slices or a lower temperature`,
    );
  }
  return {
    references: { i_budget: current, i_level: LEVEL_CURRENT },
    notes: [
      { element: 'i_budget', value: current, unit: 'A', because: 'asked for: the slices share it' },
      {
        element: 'i_level',
        value: LEVEL_CURRENT,
        unit: 'A',
        because: 'far above the sum of the inputs, which flows through the level as well',
      },
    ],
    predictions: [
      {
        property: 'leakage past the tail',
        value: leakage,
        unit: 'A',
        note: `${((100 * leakage) / current).toFixed(1)} % of the budget, ${slices} slices`,
      },
    ],
  };
}
