import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designSlice } from '../slice.js';

/** The budget is the common tail's business. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return designSlice(targets, context);
}
