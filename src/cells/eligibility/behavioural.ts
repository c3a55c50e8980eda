import type { Channel, StorageNode } from '../cell.js';

/** Two states, as in the DPI: the trace `syn` and the common source `in` of the pair, from which packets are drawn. */
export const storage: readonly StorageNode[] = [
  { net: 'syn', sweep: (supply) => [supply - 0.75, supply] },
  { net: 'in', sweep: (supply) => [0.3 * supply, supply + 0.1] },
];

/** The packet's event is gated in the cell that draws it; this cell only divides the current of `in`. */
export const channels: readonly Channel[] = [
  { into: 'syn', controls: ['in'] },
  { into: 'in', controls: ['syn'] },
];
