import type { Channel, StorageNode } from '../cell.js';

/**
 * Four states: the gate `g` that carries the output, the translinear node `c` of the output side, the state capacitor's
 * node `n`, and the input gate `a`, which holds 11 fF and needs a millisecond to fall to a subpicoampere. The common
 * source `n` is controlled by both gates `a` and `c`. Ranges are counted from the operating point at rest, so they
 * follow the source level over corners and temperature.
 */
export const storage: readonly StorageNode[] = [
  { net: 'g', sweep: (supply) => [supply - 0.8, supply - 0.2] },
  { net: 'c', sweep: { below: 0.12, above: 0.4 }, rest: ([low]) => low, coupledTo: ['n'] },
  { net: 'n', sweep: { below: 0.08, above: 0.28 }, rest: ([low]) => low, coupledTo: ['a', 'c'] },
  { net: 'a', sweep: { below: 0.12, above: 0.42 }, rest: ([low]) => low, coupledTo: ['n'] },
];

export const channels: readonly Channel[] = [
  { into: 'g', controls: ['c'] },
  { into: 'c', controls: ['n'] },
  { into: 'n', controls: ['a'] },
  { into: 'n', controls: ['c'] },
  { into: 'a', controls: ['n'], event: 'event' },
];
