import type { Channel, StorageNode } from '../cell.js';

/** No state: the transconductor follows the eligibility at once. Which of its inputs that is decides the sign. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [{ into: 'out', controls: ['plus', 'minus'], event: 'on' }];
