import type { Channel, StorageNode } from '../cell.js';

/** Nodes whose charge is a state of the model, and how far the calibration sweeps them. */
export const storage: readonly StorageNode[] = [{ net: 's', sweep: (supply) => [0.1 * supply, 0.95 * supply] }];

/** Currents that this cell sends into storage nodes, and what controls and switches them. */
export const channels: readonly Channel[] = [];
