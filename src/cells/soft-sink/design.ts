import type { DesignContext, Sizing, Targets } from '../cell.js';
import { turnedRound } from '../gated-mirror.js';
import { target } from '../log-domain.js';
import { designSoftBound, SINK } from '../soft-bound.js';

export function design(targets: Targets, context: DesignContext): Sizing {
  return turnedRound(designSoftBound(SINK, targets, context), target(targets, 'current'), context);
}
