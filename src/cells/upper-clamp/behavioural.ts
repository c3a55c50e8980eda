import type { Channel, StorageNode } from '../cell.js';
import { TURNS_WITHIN } from '../clamp.js';

/** Tens of microseconds against events of half a millisecond: no state. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [
  { into: 'w', controls: [], turns: { at: 'v_bound', within: TURNS_WITHIN, conducts: 'above' } },
];
