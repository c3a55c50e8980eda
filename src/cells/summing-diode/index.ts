import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Adds up the currents of a neuron's synapses. */
export const summingDiode: CellDefinition = {
  name: 'summing-diode',
  title: 'Summing diode',
  summary: 'Adds up the currents that synapses draw from one node and hands the sum on as the gate voltage of a pFET.',
  references: [
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 3',
      equation: "Kirchhoff's current law; V_dd - V_sum = (U_T / kappa) ln(I / I_0)",
    },
  ],
  equations: ['I_out = sum_i(I_i)', 'I(t) = I(0) / (1 + kappa I(0) t / (C_sum U_T)) once nothing is drawn'],
  ports: [
    {
      name: 'sum',
      kind: 'gate-p',
      direction: 'out',
      description: 'node from which the currents are drawn; the gate voltage of a pFET that carries their sum',
    },
    { name: 'iout', kind: 'current', direction: 'out', description: 'the sum, sourced from the supply' },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mdiode', role: 'trace-p' },
    { name: 'mout', role: 'trace-p' },
  ],
  parameters: [],
  targets: [{ name: 'current', unit: 'A', description: 'largest sum' }],
  currents: [],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'above the junctions of what is connected, inside the weak inversion of the diode',
    },
  ],
  design,
  testbench,
};
