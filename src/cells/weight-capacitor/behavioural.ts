import type { Channel, StorageNode } from '../cell.js';

/**
 * The weight itself; it starts where the rule says, not at rest. While others are swept it stands in the middle, where
 * every mirror has room.
 */
export const storage: readonly StorageNode[] = [
  {
    net: 'w',
    sweep: (supply) => [0.1 * supply, 0.95 * supply],
    rest: ([low, high]) => (low + high) / 2,
    preset: true,
  },
];

export const channels: readonly Channel[] = [];
