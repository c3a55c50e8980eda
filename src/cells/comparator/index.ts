import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Two-stage voltage comparator with a digital output. */
export const comparator: CellDefinition = {
  name: 'comparator',
  title: 'Comparator',
  summary: 'Tells whether a weight or any other voltage is above a reference, as a digital level.',
  references: [
    {
      citation:
        'Gray, Hurst, Lewis, Meyer: Analysis and Design of Analog Integrated Circuits, 5th ed., Wiley ' +
        '(2009), chapters 4 and 6',
      equation: 'gain of a stage A = g_m r_out; two stages, uncompensated',
    },
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 5',
      equation: 'A = kappa V_A / (2 U_T) in weak inversion',
    },
  ],
  equations: [
    'out = VDD when V_in > V_ref, else 0',
    'A_1 = kappa V_A / (2 U_T)',
    'V_offset = (U_T / kappa_p) ln(2) / A_1   (the second stage trips at twice the current of a load)',
  ],
  ports: [
    { name: 'in', kind: 'charge', direction: 'in', description: 'voltage to be judged' },
    { name: 'ref', kind: 'voltage', direction: 'in', description: 'what it is compared with' },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'tail and second stage',
      copies: 2,
      driver: { cell: 'mirror-bias', reference: 'i_compare' },
    },
    { name: 'out', kind: 'event', direction: 'out', description: 'high while in is above ref' },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'min', role: 'input-n' },
    { name: 'mref', role: 'input-n' },
    { name: 'mdiode', role: 'load-p' },
    { name: 'mload', role: 'load-p' },
    { name: 'mdrive', role: 'load-p' },
    { name: 'msink', role: 'mirror-n' },
    { name: 'mp', role: 'logic-p' },
    { name: 'mn', role: 'logic-n' },
  ],
  parameters: [],
  targets: [
    { name: 'threshold', unit: 'V', description: 'reference voltage', optional: true },
    {
      name: 'current',
      unit: 'A',
      description: 'tail current, where speed asks for another than the process constant',
      optional: true,
    },
  ],
  currents: [{ name: 'i_compare', description: 'tail current' }],
  storage,
  channels,
  limits: [
    {
      quantity: 'threshold',
      unit: 'V',
      min: 0.5,
      max: 1.4,
      because: 'tail in saturation below, load in saturation above (1.8 V supply)',
    },
    {
      quantity: 'i_compare',
      unit: 'A',
      min: 0.1e-9,
      max: 10e-9,
      because: 'milliseconds of delay below, end of weak inversion above',
    },
  ],
  design,
  testbench,
};
