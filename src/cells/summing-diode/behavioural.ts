import type { Channel, StorageNode } from '../cell.js';

/** A fast state: the logarithm of the sum. */
export const storage: readonly StorageNode[] = [{ net: 'sum', sweep: (supply) => [supply - 0.75, supply] }];

export const channels: readonly Channel[] = [{ into: 'sum', controls: [] }];
