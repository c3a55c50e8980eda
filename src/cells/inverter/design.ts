import type { Sizing } from '../cell.js';

/** Logic of minimum length; against pulses of microseconds there is nothing to size. */
export function design(): Sizing {
  return {};
}
