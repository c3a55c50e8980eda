import type { DesignContext, Sizing, Targets } from '../cell.js';
import { sizeIntegrator } from '../integrator.js';

/** The tail is the cell's own; switched at its source it leaks nothing (index.ts). */
export function design(targets: Targets, context: DesignContext): Sizing {
  return sizeIntegrator(targets, context, 'i_w');
}
