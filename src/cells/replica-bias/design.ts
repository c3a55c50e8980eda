import type { Sizing, Targets } from '../cell.js';
import { designBias } from '../bias.js';

/** A copy of the device it biases, so the reference current is the current wanted there. */
export function design(targets: Targets): Sizing {
  return designBias(targets);
}
