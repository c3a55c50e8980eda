import type { Channel, StorageNode } from '../cell.js';

/** The weight belongs to its capacitor; the amplifier follows it at once. */
export const storage: readonly StorageNode[] = [];

/** A function of the weight alone: the threshold and the bias stand still. */
export const channels: readonly Channel[] = [{ into: 'w', controls: [] }];
