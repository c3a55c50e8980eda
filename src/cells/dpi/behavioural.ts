import type { Channel, StorageNode } from '../cell.js';

/**
 * Two states. The gate voltage `syn` is the trace: without and with an event its current is I_tau - I_leak - I_w s(t) /
 * (1 + I/I_g). The common source `tail` of the pair holds some 10 fF; after a long rest an event must first pull it
 * down by a volt, and that charge is missing from the first packet (a model without this state put the first peak 1.3 %
 * too high).
 */
export const storage: readonly StorageNode[] = [
  { net: 'syn', sweep: (supply) => [supply - 0.75, supply] },
  { net: 'tail', sweep: (supply) => [0.3 * supply, supply + 0.1] },
];

export const channels: readonly Channel[] = [
  { into: 'syn', controls: ['tail'], event: 'event' },
  { into: 'tail', controls: ['syn'], event: 'event' },
  // Where a homeostat moves the gain; a gain made by a bias stands still and adds nothing.
  { into: 'tail', controls: ['gw'], event: 'event' },
];
