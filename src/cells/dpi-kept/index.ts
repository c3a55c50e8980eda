import type { CellDefinition } from '../cell.js';
import { supplyPorts, traceOutputs } from '../ports.js';
import { traceTargets } from '../trace-targets.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** A DPI that never falls asleep: its first event adds what later ones add. */
export const dpiKept: CellDefinition = {
  name: 'dpi-kept',
  title: 'DPI trace, kept awake',
  summary:
    'Differential-pair integrator with a small current through its tail: the first event after silence ' +
    'adds what later ones add.',
  references: [
    {
      citation: 'Bartolozzi, Indiveri: Synaptic dynamics in analog VLSI. Neural Computation 19, 2581-2603 (2007)',
      equation:
        'tau = C U_T / (kappa I_tau); I = I_g I_w / I_tau in the linear limit, here also for the keep-alive current',
    },
    {
      citation: 'Papadimitriou, Liu, Indiveri, Drakakis: On-chip log-domain synapses. Front. Neurosci. 8:428 (2015)',
      equation: 'unified ODE C dV/dt = I_w / (1 + I/I_g) - I_tau',
    },
  ],
  equations: [
    'tau = (C + C_par) U_T / (kappa_p I_tau)',
    'C dV/dt = I_tau - (I_w s(t) + I_keep) / (1 + (I/I_g)^(s_n/kappa_p)), s_n = kappa_n + U_T/V_A',
    'I_rest = I_g (I_keep / I_tau - 1)',
    'I_w t_p = (C + C_par) (U_T/kappa_p ln(I_1/I_0) + U_T/s_n ((I_1/I_g)^(s_n/kappa_p) - ' +
      '(I_0/I_g)^(s_n/kappa_p))) + I_tau t_p',
  ],
  addsAlike: true,
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
      name: 'gkeep',
      kind: 'bias',
      direction: 'in',
      description: 'keep-alive current',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_keep' },
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
    { name: 'mkeep', role: 'mirror-n' },
    { name: 'min', role: 'loop-n' },
    { name: 'mthr', role: 'loop-n' },
    { name: 'mtau', role: 'trace-p' },
    { name: 'mout', role: 'trace-p' },
  ],
  parameters: [{ name: 'csyn', unit: 'F', description: 'state capacitor to the supply' }],
  targets: traceTargets('output current added by one event'),
  currents: [
    { name: 'i_tau', description: 'decay current', trims: { quantity: 'tau', slope: -1 } },
    { name: 'i_w', description: 'tail current during an event', trims: { quantity: 'amplitude', slope: 1 } },
    { name: 'i_keep', description: 'tail current between events; sets the rest current' },
    { name: 'i_gate', description: 'output current at which the gain starts to saturate' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'i_tau',
      unit: 'A',
      min: 200e-15,
      max: 30e-12,
      because: 'between the smallest keep-alive current a mirror carries and the end of weak inversion',
    },
    {
      quantity: 'i_w',
      unit: 'A',
      min: 1e-9,
      max: 60e-9,
      because:
        'beyond it the pair leaves weak inversion and events stop adding up: a smaller capacitor or a ' +
        'longer pulse needs less',
    },
    {
      quantity: 'current',
      unit: 'A',
      min: 12.5e-12,
      max: 100e-12,
      because: 'I_g, a 250th, must stand above the leakage of its replica',
    },
    { quantity: 'tau', unit: 's', min: 3e-3, max: 0.3, because: 'simulated there' },
  ],
  design,
  testbench,
};
