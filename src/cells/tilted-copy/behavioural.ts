import type { Channel, StorageNode } from '../cell.js';

/** No state: the copy follows the trace at once. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [{ into: 'out', controls: ['in'] }];
