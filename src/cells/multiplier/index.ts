import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Product of two traces, again as a trace that mirrors can read. */
export const multiplier: CellDefinition = {
  name: 'multiplier',
  title: 'Multiplier',
  summary:
    'Multiplies two trace currents by a translinear stack of pFETs in wells of their own; the product is ' +
    'read like a trace.',
  references: [
    {
      citation:
        'Serrano-Gotarredona, Linares-Barranco, Andreou: A general translinear principle for subthreshold ' +
        'MOS transistors. IEEE Trans. Circuits Syst. I 46, 607-616 (1999)',
      equation:
        'products of currents around a loop of gate-source voltages are equal where every bulk is at its source',
    },
    {
      citation: 'Andreou, Boahen: Translinear circuits in subthreshold MOS. AICSP 9, 141-166 (1996)',
      equation: 'one-quadrant multiplier I_out = I_a I_b / I_n',
    },
  ],
  equations: ['V_out = V_a - V_sg(I_b) + V_sg(I_n)', 'I_out = I_a I_b / I_n'],
  ports: [
    {
      name: 'a',
      kind: 'gate-p',
      direction: 'in',
      description: 'first trace, as a pFET gate voltage',
      driver: { cell: 'replica-bias', reference: 'i_a' },
    },
    {
      name: 'b',
      kind: 'gate-p',
      direction: 'in',
      description: 'second trace, or left open a constant',
      copies: 2,
      driver: { cell: 'replica-bias', reference: 'i_b' },
    },
    {
      name: 'gn',
      kind: 'bias',
      direction: 'in',
      description: 'current by which the product is divided',
      copies: 1,
      driver: { cell: 'replica-bias', reference: 'i_n' },
    },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'tail of the buffer and gate of the cascode',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_buffer' },
    },
    { name: 'out', kind: 'gate-p', direction: 'out', description: 'product, as a pFET gate voltage' },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'min', role: 'input-n' },
    { name: 'mfb', role: 'input-n' },
    { name: 'mdiode', role: 'load-p' },
    { name: 'mload', role: 'load-p' },
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mg', role: 'sink-n' },
    { name: 'msink', role: 'sink-n' },
    { name: 'mcas', role: 'loop-n' },
    { name: 'mdown', role: 'trace-p' },
    { name: 'mn', role: 'trace-p' },
    { name: 'mup', role: 'trace-p' },
  ],
  parameters: [{ name: 'cx', unit: 'F', description: 'compensation of the buffer' }],
  targets: [
    { name: 'current', unit: 'A', description: 'product when both inputs carry their unit' },
    { name: 'a', unit: 'A', description: 'unit of the first input' },
    { name: 'b', unit: 'A', description: 'unit of the second input, or its constant current' },
  ],
  currents: [
    { name: 'i_a', description: 'first input, where it is not a trace' },
    { name: 'i_b', description: 'second input, where it is not a trace' },
    { name: 'i_n', description: 'current by which the product is divided' },
    { name: 'i_buffer', description: 'tail current of the buffer' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'a',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'above the junctions and inside the range over which kappa is one number',
    },
    {
      quantity: 'b',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'the same, and the buffer gives a hundredth of its tail at most',
    },
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'kappa falls beyond, and with it the product',
    },
    { quantity: 'i_n', unit: 'A', min: 1e-12, max: 100e-12, because: 'it also sets how fast the product may fall' },
  ],
  design,
  testbench,
};
