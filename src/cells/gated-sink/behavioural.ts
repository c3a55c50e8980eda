import type { Channel, StorageNode } from '../cell.js';

/**
 * The mirror's gate `gd` holds some 50 fF and is charged by the trace current itself: at 1 pA it lags by 2 ms, so it is
 * a state of its own.
 */
export const storage: readonly StorageNode[] = [
  { net: 'gd', sweep: (supply) => [0, supply / 3], rest: ([low]) => low },
];

export const channels: readonly Channel[] = [
  { into: 'gd', controls: ['in'] },
  { into: 'out', controls: ['gd'], event: 'on' },
];
