import type { DesignContext, Sizing, Targets } from '../cell.js';
import { sizeIntegrator } from '../integrator.js';

/** The tail is the cell's own: its event gate is what leaks. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return sizeIntegrator(targets, context, context.characterised('event-n').offCurrent, 'i_w');
}
