import type { Channel, StorageNode } from '../cell.js';

/**
 * One state around its own rest, which is V_ref plus the offset of the transconductor; what restores it depends on
 * nothing else.
 */
export const storage: readonly StorageNode[] = [
  { net: 'e', sweep: { below: 0.15, above: 0.15 }, rest: ([low, high]) => (low + high) / 2 },
];

export const channels: readonly Channel[] = [];
