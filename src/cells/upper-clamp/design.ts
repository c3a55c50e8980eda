import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designClamp } from '../clamp.js';

/** Between the supply and the source of the pair stand the load and the pair. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return designClamp(targets, context, (source, loadGate) => context.supply - loadGate - source);
}
