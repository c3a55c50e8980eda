import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Transconductance amplifier in positive feedback on a weight: two stable states. */
export const bistable: CellDefinition = {
  name: 'bistable',
  title: 'Bistable drift',
  summary: 'Drives a weight slowly to the upper or the lower rail, whichever side of a threshold it is on.',
  references: [
    {
      citation: 'Indiveri: Neuromorphic bistable VLSI synapses with spike-timing-dependent plasticity. NIPS 2002',
      equation: 'positive-feedback amplifier on the weight: dV_w/dt of constant size and the sign of V_w - V_th',
    },
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 5',
      equation: 'I = I_b tanh(kappa (V_1 - V_2) / (2 U_T))',
    },
  ],
  equations: [
    'C_w dV_w/dt = I_b tanh(kappa (V_w - V_th) / (2 U_T))',
    'V_w(t) - V_th = (2 U_T / kappa) asinh(sinh(kappa (V_w(0) - V_th) / (2 U_T)) exp(kappa I_b t / (2 U_T C_w)))',
  ],
  ports: [
    { name: 'w', kind: 'charge', direction: 'inout', description: 'weight' },
    { name: 'vth', kind: 'voltage', direction: 'in', description: 'threshold between the two states' },
    {
      name: 'gdrift',
      kind: 'bias',
      direction: 'in',
      description: 'drift current',
      copies: 2,
      driver: { cell: 'replica-bias', reference: 'i_drift' },
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mbias', role: 'trace-p' },
    { name: 'mx0', role: 'sink-n' },
    { name: 'mx1', role: 'sink-n' },
    { name: 'my0', role: 'sink-n' },
    { name: 'my1', role: 'sink-n' },
    { name: 'mw', role: 'pair-n' },
    { name: 'mth', role: 'pair-n' },
    { name: 'mdiode', role: 'trace-p' },
    { name: 'mload', role: 'trace-p' },
  ],
  parameters: [],
  targets: [
    { name: 'current', unit: 'A', description: 'drift current far from the threshold' },
    { name: 'threshold', unit: 'V', description: 'threshold between the two states', optional: true },
  ],
  currents: [{ name: 'i_drift', description: 'drift current' }],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 10e-12,
      because: 'simulated from 1 to 10 pA; the junctions of the amplifier leak below',
    },
    {
      quantity: 'threshold',
      unit: 'V',
      min: 0.6,
      max: 1.4,
      because: 'simulated; further out the weight has no room on one side',
    },
  ],
  design,
  testbench,
};
