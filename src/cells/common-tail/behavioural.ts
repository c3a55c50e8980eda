import type { Channel, StorageNode } from '../cell.js';

/** The common node is the state of the group: the slices send their shares into it. */
export const storage: readonly StorageNode[] = [
  { net: 'common', sweep: (supply) => [0.15 * supply, 0.65 * supply], rest: ([low, high]) => (low + high) / 2 },
];

export const channels: readonly Channel[] = [{ into: 'common', controls: [] }];
