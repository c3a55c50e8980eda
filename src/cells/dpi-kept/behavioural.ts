import type { Channel, StorageNode } from '../cell.js';

/**
 * Two states, as in the DPI: `syn` is the trace, `tail` the common source of the pair. Here the tail never floats, but
 * it still moves by 0.4 V at each event, and so do the 10 fF on it.
 */
export const storage: readonly StorageNode[] = [
  { net: 'syn', sweep: (supply) => [supply - 0.75, supply - 0.2] },
  { net: 'tail', sweep: (supply) => [0.3 * supply, supply - 0.1] },
];

export const channels: readonly Channel[] = [
  { into: 'syn', controls: ['tail'], event: 'event' },
  { into: 'tail', controls: ['syn'], event: 'event' },
  // Where a homeostat moves the gain; a gain made by a bias stands still and adds nothing.
  { into: 'tail', controls: ['gw'], event: 'event' },
];
