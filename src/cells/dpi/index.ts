import type { CellDefinition } from '../cell.js';
import { TAIL_EQUATION } from '../integrator.js';
import { supplyPorts, traceOutputs } from '../ports.js';
import { traceTargets } from '../trace-targets.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Differential-pair integrator: a linear trace with a gain, the workhorse of the field. */
export const dpi: CellDefinition = {
  name: 'dpi',
  title: 'DPI trace',
  summary: 'Differential-pair integrator: every event adds to a current that decays exponentially.',
  departs:
    'after a rest the first event adds about half of what later ones add, and the amplitude is that of ' +
    'the first; circuit.trace.cell: dpi-kept adds alike',
  references: [
    {
      citation: 'Bartolozzi, Indiveri: Synaptic dynamics in analog VLSI. Neural Computation 19, 2581-2603 (2007)',
      equation: 'tau = C U_T / (kappa I_tau); I = I_g I_w / I_tau in the linear limit',
    },
    {
      citation: 'Papadimitriou, Liu, Indiveri, Drakakis: On-chip log-domain synapses. Front. Neurosci. 8:428 (2015)',
      equation: 'unified ODE C dV/dt = I_w / (1 + I/I_g) - I_tau',
    },
  ],
  equations: [
    'tau = (C + C_par) U_T / (kappa_p I_tau)',
    'C dV/dt = I_tau - I_w s(t) / (1 + I/I_g)',
    'I = I_0 exp(kappa_p (VDD - V) / U_T)',
    TAIL_EQUATION,
  ],
  ports: [
    { name: 'event', kind: 'event', direction: 'in', description: 'adds to the trace while high' },
    {
      name: 'gtau',
      kind: 'bias',
      direction: 'in',
      description: 'decay',
      driver: { cell: 'replica-bias', reference: 'i_tau' },
    },
    {
      name: 'gw',
      kind: 'bias',
      direction: 'in',
      description: 'gain',
      driver: { cell: 'mirror-bias', reference: 'i_w' },
    },
    {
      name: 'vthr',
      kind: 'bias',
      direction: 'in',
      description: 'linear-range threshold',
      driver: { cell: 'replica-bias', reference: 'i_gate' },
    },
    ...traceOutputs,
    ...supplyPorts,
  ],
  devices: [
    { name: 'mup', role: 'logic-p' },
    { name: 'mdown', role: 'logic-n' },
    { name: 'mw', role: 'mirror-n' },
    { name: 'mdummy', role: 'dummy-n' },
    { name: 'min', role: 'pair-n' },
    { name: 'mthr', role: 'pair-n' },
    { name: 'mtau', role: 'trace-p' },
    { name: 'mout', role: 'trace-p' },
  ],
  parameters: [{ name: 'csyn', unit: 'F', description: 'state capacitor to the supply' }],
  targets: [
    ...traceTargets('peak output current after one event from rest'),
    { name: 'base', unit: 'A', description: 'output current on which the event adds, instead of rest', optional: true },
    {
      name: 'gate',
      unit: 'A',
      description:
        'output current at which the gain starts to saturate, and by which the output is multiplied; ' +
        'constant of the process when absent',
      optional: true,
    },
    {
      name: 'multiple',
      unit: '1',
      description: 'weight over that of the lightest synapse whose gain it shares: its tail is made the same',
      optional: true,
    },
  ],
  currents: [
    { name: 'i_tau', description: 'decay current', trims: { quantity: 'tau', slope: -1 } },
    { name: 'i_w', description: 'tail current during an event', trims: { quantity: 'amplitude', slope: 3 } },
    { name: 'i_gate', description: 'output current at which the gain starts to saturate' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'i_tau',
      unit: 'A',
      min: 50e-15,
      max: 30e-12,
      because: 'between leakage and the end of weak inversion of the mirror',
    },
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'output above leakage and inside weak inversion',
    },
    {
      quantity: 'tau',
      unit: 's',
      min: 1e-3,
      max: 5,
      because: 'simulated from 3 ms to 300 ms; beyond a second use the eligibility cell',
    },
  ],
  design,
  testbench,
};
