import type { Sizing, Targets } from '../cell.js';
import { target } from '../log-domain.js';

/** Holds the output against the couplings of a reader's event: some femtocoulombs. */
const OUTPUT_CAPACITANCE = 1e-12;

/** A copy has nothing to size; its bias and its reference are those of the state it copies. */
export function design(targets: Targets): Sizing {
  const reference = target(targets, 'reference');
  const current = target(targets, 'current');
  return {
    parameters: { cout: OUTPUT_CAPACITANCE },
    references: { i_leak: current, v_ref: reference },
    notes: [
      {
        element: 'cout',
        value: OUTPUT_CAPACITANCE,
        unit: 'F',
        because: 'keeps the level while an event couples into it',
      },
    ],
  };
}
