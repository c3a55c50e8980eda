import type { Channel, StorageNode } from '../cell.js';

/**
 * One state, the gate voltage `syn`. Between events it takes I_leak; with an event the buffer drives it to the set
 * level, at most with its tail current. The charge of the opening switch (0.3 fC, 0.9 % of the peak) is not in the
 * model.
 */
export const storage: readonly StorageNode[] = [{ net: 'syn', sweep: (supply) => [supply - 0.75, supply] }];

export const channels: readonly Channel[] = [{ into: 'syn', controls: [], event: 'event' }];
