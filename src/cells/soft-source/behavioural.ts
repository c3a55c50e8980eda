import type { Channel, StorageNode } from '../cell.js';

/** No state: the pair and the copy follow the weight and the trace at once. */
export const storage: readonly StorageNode[] = [];

export const channels: readonly Channel[] = [{ into: 'out', controls: ['in'], event: 'on' }];
