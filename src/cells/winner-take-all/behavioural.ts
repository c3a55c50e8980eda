import type { Channel, StorageNode } from '../cell.js';

/** The node `x` rises in the winner and falls to the level in the losers; `syn` is the logarithm of the output. */
export const storage: readonly StorageNode[] = [
  { net: 'syn', sweep: (supply) => [supply - 0.75, supply] },
  { net: 'x', sweep: (supply) => [0.15 * supply, supply], rest: ([low]) => low },
];

export const channels: readonly Channel[] = [
  { into: 'x', controls: ['common'] },
  { into: 'x', controls: ['in'] },
  { into: 'common', controls: ['x'] },
  { into: 'syn', controls: [] },
  { into: 'syn', of: 'common', controls: ['x'] },
];
