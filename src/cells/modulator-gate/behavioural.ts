import type { Channel, StorageNode } from '../cell.js';

/** No state: the transconductor follows the eligibility at once. Which of its inputs that is decides the sign. */
export const storage: readonly StorageNode[] = [];

/** The first is there where the gate of the tail is a state, and is then all but next to nothing of the second. */
export const channels: readonly Channel[] = [
  { into: 'out', of: 'gb', controls: ['plus', 'minus'], event: 'on' },
  { into: 'out', controls: ['plus', 'minus'], event: 'on' },
];
