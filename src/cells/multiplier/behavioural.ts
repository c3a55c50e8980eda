import type { Channel, StorageNode } from '../cell.js';

/** volts */
const BEYOND = 0.05;

/**
 * Three gates that a picoampere moves: `out`, the logarithm of the product, `p`, the level between the two shifts, and
 * `g`, the gate of the sink of I_b. The buffer's nanoamperes are fast.
 */
export const storage: readonly StorageNode[] = [
  // Beyond the supply, where the current that lifts the output turns back.
  {
    net: 'out',
    sweep: (supply) => [supply - 0.75, supply + BEYOND],
    rest: ([, high]) => high - BEYOND,
    coupledTo: ['p'],
  },
  { net: 'p', sweep: (supply) => [supply - 1.45, supply - 0.05], coupledTo: ['a', 'out'] },
  { net: 'g', sweep: () => [0, 0.5], rest: ([low]) => low },
];

/**
 * What enters and what leaves a gate are tables of their own: each has one sign, where their sum crosses zero at the
 * very balance that is the answer.
 */
export const channels: readonly Channel[] = [
  { into: 'out', controls: [] },
  { into: 'out', controls: ['p'] },
  { into: 'p', controls: ['a'] },
  { into: 'p', controls: ['g'] },
  { into: 'g', controls: [] },
  { into: 'g', controls: ['b'] },
];
