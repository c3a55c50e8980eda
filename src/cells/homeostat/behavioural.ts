import type { Channel, StorageNode } from '../cell.js';

/**
 * `h` starts where the run says, it has no rest of its own without events; `sum` is the fast input of the sink mirror.
 */
export const storage: readonly StorageNode[] = [
  { net: 'h', sweep: (supply) => [0.08 * supply, 0.4 * supply], rest: ([low, high]) => (low + high) / 2, preset: true },
  { net: 'sum', sweep: (supply) => [0, 0.4 * supply], rest: ([low]) => low },
];

export const channels: readonly Channel[] = [
  { into: 'h', controls: ['sum'] },
  { into: 'sum', controls: [] },
];
