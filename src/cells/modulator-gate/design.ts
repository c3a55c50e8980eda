import { DesignRefusal } from '../../process/process.js';
import { formatQuantity } from '../../units/format.js';
import { bumpKappa, LINEAR_RANGE } from '../bump-pair.js';
import type { DesignContext, Sizing, Targets } from '../cell.js';
import { target } from '../log-domain.js';

/** By how much the common source of the pair and its saturation voltage stay below the reference at every corner, V. */
const BELOW_REFERENCE = 0.15;
/** kappa is taken here first, A. */
const TYPICAL = 100e-12;

/** I_b = g_m 3 U_T / kappa. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const gain = target(targets, 'gain');
  const reference = target(targets, 'reference');
  const lowest = targets.lowest ?? context.process.constants.weightRange[0];
  if (reference - BELOW_REFERENCE > lowest) {
    throw new DesignRefusal(
      `a reference of ${formatQuantity(reference, 'V')} holds the pair above a weight of ` +
        `${formatQuantity(lowest, 'V')}`,
      `use a reference of at most ${formatQuantity(lowest + BELOW_REFERENCE, 'V')} or weights above ` +
        `${formatQuantity(reference - BELOW_REFERENCE, 'V')}`,
    );
  }
  const kappa = bumpKappa(TYPICAL, context);
  const current = (gain * 3 * context.thermalVoltage) / kappa;
  return {
    references: { i_gain: current, v_ref: reference },
    notes: [
      { element: 'i_gain', value: current, unit: 'A', because: 'g_m = kappa I_b / (3 U_T)' },
      { element: 'v_ref', value: reference, unit: 'V', because: 'asked for: stands for 0' },
    ],
    predictions: [
      {
        property: 'linear range',
        value: LINEAR_RANGE,
        unit: 'V',
        note: 'of the eligibility, to either side of the reference, within 2 %',
      },
    ],
  };
}
