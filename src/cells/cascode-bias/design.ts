import type { Sizing, Targets } from '../cell.js';
import { designBias } from '../bias.js';

/** The mirror side sets its own ratio; this side carries the reference current as it is. */
export function design(targets: Targets): Sizing {
  return designBias(targets);
}
