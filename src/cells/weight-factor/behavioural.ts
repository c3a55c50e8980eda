import type { Channel, StorageNode } from '../cell.js';

/** Gate of the mirror, and the output, which is the logarithm of the product; picoamperes move both. */
export const storage: readonly StorageNode[] = [
  { net: 'out', sweep: (supply) => [supply - 0.75, supply] },
  { net: 'gd', sweep: (supply) => [-0.1, supply / 3], rest: () => 0 },
];

/** What the diode gives the output and what the pair takes are tables of their own: their sum crosses zero. */
export const channels: readonly Channel[] = [
  { into: 'gd', controls: ['in'] },
  { into: 'out', controls: [] },
  { into: 'out', of: 'gd', controls: ['plus', 'minus'] },
];
