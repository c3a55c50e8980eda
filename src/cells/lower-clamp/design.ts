import type { DesignContext, Sizing, Targets } from '../cell.js';
import { designClamp } from '../clamp.js';
import { target } from '../log-domain.js';

/** Between the source of the pair and ground stands its tail. */
export function design(targets: Targets, context: DesignContext): Sizing {
  return designClamp(targets, context, (source) => source, {
    node: 'lower end of the weight range',
    voltage: target(targets, 'bound'),
  });
}
