import type { Channel, StorageNode } from '../cell.js';

/**
 * Two fast states of the slice's own: the gate `a` of the pair is the logarithm of the input, `syn` that of the output.
 * The common node belongs to the tail.
 */
export const storage: readonly StorageNode[] = [
  { net: 'syn', sweep: (supply) => [supply - 0.75, supply] },
  { net: 'a', sweep: (supply) => [0.15 * supply, 0.65 * supply], rest: ([low]) => low },
];

export const channels: readonly Channel[] = [
  { into: 'a', controls: ['in'] },
  { into: 'common', controls: ['a'] },
  { into: 'syn', controls: [] },
  { into: 'syn', of: 'common', controls: ['a'] },
];
