import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designSoftBound, SOURCE } from '../soft-bound.js';

export function design(targets: Targets, context: DesignContext): Sizing {
  return designSoftBound(SOURCE, targets, context);
}
