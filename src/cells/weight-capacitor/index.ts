import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Keeps the weight as a charge. */
export const weightCapacitor: CellDefinition = {
  name: 'weight-capacitor',
  title: 'Weight capacitor',
  summary: 'Keeps the weight between events; currents of the gated mirrors add up on it.',
  references: [
    {
      citation: 'Bofill-i-Petit, Murray: Learning to compensate for mismatch with bounded STDP. NIPS 2003',
      equation: 'dV_w = I t_p / C_w',
    },
  ],
  equations: ['dV_w/dt = sum(I) / C_w'],
  ports: [{ name: 'w', kind: 'charge', direction: 'inout', description: 'weight' }, ...supplyPorts],
  devices: [],
  parameters: [{ name: 'cw', unit: 'F', description: 'weight capacitor' }],
  targets: [
    {
      name: 'capacitance',
      unit: 'F',
      description: 'capacitance of the node; of the capacitor itself where it is given',
    },
    { name: 'given', unit: '1', optional: true, description: '1 where the spec gives the capacitor' },
    { name: 'clamped', unit: '1', optional: true, description: '1 where a buffer and two clamps hang on it' },
    { name: 'sources', unit: '1', optional: true, description: 'mirrors that bring current' },
    { name: 'sinks', unit: '1', optional: true, description: 'mirrors that take current' },
  ],
  currents: [],
  storage,
  channels,
  limits: [
    {
      quantity: 'capacitance',
      unit: 'F',
      min: 100e-15,
      max: 20e-12,
      because: 'charge sharing with the switches below, area above',
    },
  ],
  design,
  testbench,
};
