import type { Channel, StorageNode } from '../cell.js';

/** Fast against every trace: no state in the behavioural model, its effect is inside the calibrated currents. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [];
