import type { Sizing, Targets } from '../cell.js';
import { target } from '../log-domain.js';

/** The encoding chooses the capacitor (compose/encoding.ts); here it only gets its reason. */
export function design(targets: Targets): Sizing {
  const capacitance = target(targets, 'capacitance');
  return {
    parameters: { cw: capacitance },
    notes: [
      {
        element: 'cw',
        value: capacitance,
        unit: 'F',
        because: 'C_w = I_unit t_p / dV of the larger update, or given in the spec',
      },
    ],
  };
}
