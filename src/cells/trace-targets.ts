import type { TargetDefinition } from './cell.js';

/**
 * What every trace cell is designed from.
 *
 * @param current what the target current is of this cell
 * @param event the word for what it adds up: an event or a packet
 */
export function traceTargets(current: string, event = 'an event'): readonly TargetDefinition[] {
  return [
    { name: 'tau', unit: 's', description: 'decay time constant' },
    { name: 'current', unit: 'A', description: current },
    { name: 'pulse', unit: 's', description: `duration of ${event}` },
    { name: 'readers', unit: '1', description: 'mirrors that read the trace besides its own output', optional: true },
    { name: 'capacitance', unit: 'F', description: 'state capacitor', optional: true },
    { name: 'area', unit: 'm2', description: 'area budget of the state capacitor', optional: true },
  ];
}
