import type { DesignContext, Sizing, Targets } from '../cell.js';
import { sizeIntegrator } from '../integrator.js';

/** The DPI's equations with the packet current of the feeding mirror as the tail. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return sizeIntegrator(targets, context, 'i_in');
}
