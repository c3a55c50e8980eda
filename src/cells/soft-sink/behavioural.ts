import type { Channel, StorageNode } from '../cell.js';

/**
 * The mirror's gate `gd` lags the trace as in the gated sink; below ground, so that its rest of a few millivolts at 60
 * C lies inside. The pair follows the weight at once.
 */
export const storage: readonly StorageNode[] = [{ net: 'gd', sweep: (supply) => [-0.1, supply / 3], rest: () => 0 }];

export const channels: readonly Channel[] = [
  { into: 'gd', controls: ['in'] },
  { into: 'out', controls: ['gd'], event: 'on' },
];
