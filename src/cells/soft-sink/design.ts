import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designSoftBound, SINK } from '../soft-bound.js';

export function design(targets: Targets, context: DesignContext): Sizing {
  return designSoftBound(SINK, targets, context);
}
