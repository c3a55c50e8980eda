import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Unity-gain buffer that lets a dump node follow a weight. */
export const dumpBuffer: CellDefinition = {
  name: 'dump-buffer',
  title: 'Dump buffer',
  summary: 'Five-transistor unity-gain buffer; without it steering nodes share 3-4 fF with the weight at every event.',
  references: [
    {
      citation:
        'Gray, Hurst, Lewis, Meyer: Analysis and Design of Analog Integrated Circuits, 5th ed., Wiley ' +
        '(2009), chapter 4',
      equation: 'gain 1 / (1 + 1/A), A = g_m r_out',
    },
  ],
  equations: ['V_out = V_in A / (1 + A)', 'A = kappa V_A / (2 U_T)'],
  ports: [
    { name: 'in', kind: 'charge', direction: 'in', description: 'weight to follow' },
    { name: 'out', kind: 'voltage', direction: 'out', description: 'dump node' },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'tail bias',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_buffer' },
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'min', role: 'input-n' },
    { name: 'mfb', role: 'input-n' },
    { name: 'mdiode', role: 'load-p' },
    { name: 'mload', role: 'load-p' },
  ],
  parameters: [{ name: 'cout', unit: 'F', description: 'compensation at the output' }],
  targets: [],
  currents: [{ name: 'i_buffer', description: 'tail current' }],
  storage,
  channels,
  limits: [
    {
      quantity: 'in',
      unit: 'V',
      min: 0.5,
      max: 1.4,
      because: 'tail in saturation below, load in saturation above (1.8 V supply)',
    },
  ],
  design,
  testbench,
};
