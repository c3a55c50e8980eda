import type { Channel, StorageNode } from '../cell.js';

/** Nothing writes it, so it stands at its operating point: no state in the behavioural model. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [];
