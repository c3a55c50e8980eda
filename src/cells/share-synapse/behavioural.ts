import type { Channel, StorageNode } from '../cell.js';

/** No state of its own: the weight, the common node and the sum belong to others. */
export const storage: readonly StorageNode[] = [];

/** Both ends of the transistor carry the same current; the sum meets it with a drain only. */
export const channels: readonly Channel[] = [
  { into: 'common', controls: ['w'] },
  { into: 'sum', of: 'common', controls: ['w'], event: 'on' },
];
