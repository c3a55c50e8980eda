import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** TODO: what it is for, in a sentence. */
export const camelName: CellDefinition = {
  name: 'kebab-name',
  title: 'Plain name',
  summary: 'TODO: what it is for, in a sentence.',
  references: [
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 1',
      equation: 'I = C dV/dt (TODO: your source)',
    },
  ],
  equations: ['dV/dt = sum(I) / C'],
  ports: [{ name: 's', kind: 'charge', direction: 'inout', description: 'state' }, ...supplyPorts],
  devices: [],
  parameters: [{ name: 'cs', unit: 'F', description: 'state capacitor' }],
  targets: [{ name: 'capacitance', unit: 'F', description: 'state capacitor' }],
  currents: [],
  storage,
  channels,
  limits: [
    {
      quantity: 'capacitance',
      unit: 'F',
      min: 100e-15,
      max: 20e-12,
      because: 'TODO: what goes wrong below and above',
    },
  ],
  design,
  testbench,
};
