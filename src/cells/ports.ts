import type { Port } from './cell.js';

/** The supply ports, always last. */
export const supplyPorts: readonly Port[] = [
  { name: 'vdd', kind: 'supply', direction: 'inout', description: 'positive supply' },
  { name: 'vss', kind: 'supply', direction: 'inout', description: 'ground' },
];

/** What every trace cell offers to the cells that read it. */
export const traceOutputs: readonly Port[] = [
  {
    name: 'syn',
    kind: 'gate-p',
    direction: 'out',
    description: 'trace, as the gate voltage of a pFET that carries the trace current',
  },
  { name: 'iout', kind: 'current', direction: 'out', description: 'trace current, sourced from the supply' },
];
