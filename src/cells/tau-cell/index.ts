import type { CellDefinition } from '../cell.js';
import { supplyPorts, traceOutputs } from '../ports.js';
import { traceTargets } from '../trace-targets.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Translinear low-pass filter: the one trace that is linear from the first spike on. */
export const tauCell: CellDefinition = {
  name: 'tau-cell',
  title: 'Tau-cell trace',
  summary:
    'First-order low-pass filter by a translinear loop: events add linearly, from rest as well as on top ' +
    'of each other.',
  references: [
    {
      citation:
        'van Schaik, Jin: The tau-cell: a new method for the implementation of arbitrary differential ' +
        'equations. ISCAS 2003, I-569',
      equation: 'tau = C U_T / I_tau with grounded bulks',
    },
    {
      citation:
        'Yu, Cauwenberghs: Biophysical synaptic dynamics in an analog VLSI network of Hodgkin-Huxley ' +
        'neurons. EMBC 2009',
      equation: 'log-domain low-pass filter of a synaptic current',
    },
  ],
  equations: [
    'I_in I_tau = I_2 I_out   (loop m1 m2 m3 m4)',
    'tau dI_out/dt = I_in - I_out',
    'tau = (C + C_par) U_T / (s I_tau),  s = U_T d ln I / d V_s',
    'I_peak = I_rest + I_in (1 - exp(-t_p / tau))',
  ],
  addsAlike: true,
  ports: [
    { name: 'event', kind: 'event', direction: 'in', description: 'adds to the trace while high' },
    { name: 'event_b', kind: 'event-n', direction: 'in', description: 'its complement', complementOf: 'event' },
    {
      name: 'gtau',
      kind: 'bias',
      direction: 'in',
      description: 'decay',
      copies: 3,
      driver: { cell: 'replica-bias', reference: 'i_tau' },
    },
    {
      name: 'gin',
      kind: 'bias',
      direction: 'in',
      description: 'input current of an event',
      copies: 1,
      driver: { cell: 'replica-bias', reference: 'i_in' },
    },
    {
      name: 'grest',
      kind: 'bias',
      direction: 'in',
      description: 'rest current',
      copies: 1,
      driver: { cell: 'replica-bias', reference: 'i_rest' },
    },
    {
      name: 'gref',
      kind: 'bias',
      direction: 'in',
      description: 'source level of the loop',
      copies: 4,
      driver: { cell: 'replica-bias', reference: 'i_ref' },
    },
    ...traceOutputs.filter(({ kind }) => kind === 'current'),
    ...supplyPorts,
  ],
  devices: [
    { name: 'mrefp', role: 'level-p' },
    { name: 'mrefc', role: 'level-cascode-n' },
    { name: 'mref', role: 'level-n' },
    { name: 'm1', role: 'loop-n' },
    { name: 'm2', role: 'loop-n' },
    { name: 'm2c', role: 'loop-n' },
    { name: 'm3', role: 'loop-n' },
    { name: 'm4', role: 'loop-n' },
    { name: 'm4c', role: 'loop-n' },
    { name: 'mtau', role: 'trace-p' },
    { name: 'mtaux', role: 'trace-p' },
    { name: 'mx0', role: 'sink-n' },
    { name: 'mx1', role: 'sink-n' },
    { name: 'my0', role: 'sink-n' },
    { name: 'my0b', role: 'sink-n' },
    { name: 'my1', role: 'sink-n' },
    { name: 'my1b', role: 'sink-n' },
    { name: 'mrest', role: 'trace-p' },
    { name: 'min', role: 'trace-p' },
    { name: 'mon', role: 'steer-p' },
    { name: 'moff', role: 'steer-p' },
    { name: 'mdump', role: 'loop-n' },
    { name: 'mdiode', role: 'mirror-p' },
    { name: 'mout', role: 'mirror-p' },
  ],
  parameters: [
    { name: 'cn', unit: 'F', description: 'state capacitor to ground' },
    { name: 'cref', unit: 'F', description: 'decoupling of the source level', decouples: true },
    { name: 'ccas', unit: 'F', description: 'decoupling of the cascode gates', decouples: true },
    { name: 'cx0', unit: 'F', description: 'decoupling of the sink', decouples: true },
    { name: 'cx1', unit: 'F', description: 'decoupling of the cascode of the sink', decouples: true },
  ],
  targets: traceTargets('peak output current after one event from rest'),
  currents: [
    { name: 'i_tau', description: 'decay current', trims: { quantity: 'tau', slope: -1 } },
    { name: 'i_in', description: 'input current during an event', trims: { quantity: 'amplitude', slope: 1 } },
    { name: 'i_rest', description: 'rest current' },
    { name: 'i_ref', description: 'a quarter of the current that sets the source level' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'i_tau',
      unit: 'A',
      min: 0.3e-12,
      max: 30e-12,
      because: 'above the off currents of the loop, below the end of weak inversion',
    },
    { quantity: 'i_in', unit: 'A', max: 1e-9, because: 'the source slope of the loop falls with current' },
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'above the rest current and inside weak inversion',
    },
    { quantity: 'tau', unit: 's', min: 3e-3, max: 200e-3, because: 'shown by simulation from 5 ms to 200 ms' },
  ],
  design,
  testbench,
};
