import type { Channel, StorageNode } from '../cell.js';

/** The weight itself; it starts where the rule says, not at rest. */
export const storage: readonly StorageNode[] = [
  { net: 'w', sweep: (supply) => [0.1 * supply, 0.95 * supply], preset: true },
];

export const channels: readonly Channel[] = [];
