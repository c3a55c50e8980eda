import type { Sizing, Targets } from '../cell.js';
import { target } from '../log-domain.js';

/**
 * Targets in SI to sizes, capacitors and reference currents; what physics forbids is a DesignRefusal with a way out.
 */
export function design(targets: Targets): Sizing {
  const capacitance = target(targets, 'capacitance');
  return {
    parameters: { cs: capacitance },
    notes: [{ element: 'cs', value: capacitance, unit: 'F', because: 'asked for' }],
  };
}
