import type { Channel, StorageNode } from '../cell.js';

/** No state: microseconds against traces of milliseconds; the model compares the two voltages. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [];
