import type { Channel, StorageNode } from '../cell.js';

/** The gate of the tail is charged by the trace current itself. */
export const storage: readonly StorageNode[] = [{ net: 'out', sweep: (supply) => [-0.1, supply / 3], rest: () => 0 }];

export const channels: readonly Channel[] = [{ into: 'out', controls: ['in'] }];
