import type { Channel, StorageNode } from '../cell.js';

/** Gate-source voltage of the diode at some 20 pA, V. */
const DIODE = 0.6;

/**
 * What the pair takes is measured at a drain that a current leaves there: nearer to the supply it would take more.
 * Gate of the mirror, and the output, which is the logarithm of the product; picoamperes move both.
 */
export const storage: readonly StorageNode[] = [
  { net: 'out', sweep: (supply) => [supply - 0.75, supply], rest: ([, high]) => high - DIODE },
  { net: 'gd', sweep: (supply) => [-0.1, supply / 3], rest: () => 0 },
];

/** What the diode gives the output and what the pair takes are tables of their own: their sum crosses zero. */
export const channels: readonly Channel[] = [
  { into: 'gd', controls: ['in'] },
  { into: 'out', controls: [] },
  { into: 'out', of: 'gd', controls: ['plus', 'minus'] },
];
