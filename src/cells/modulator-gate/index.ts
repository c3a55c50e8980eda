import { bumpReference } from '../bump-pair.js';
import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** The third factor: lets an eligibility of either sign into the weight while an event lasts. */
export const modulatorGate: CellDefinition = {
  name: 'modulator-gate',
  title: 'Modulator gate',
  summary:
    'Turns the difference of two voltages into a current of either sign and steers it onto a charge node ' +
    'while an event lasts: w += c * e.',
  references: [
    bumpReference,
    {
      citation:
        'Fremaux, Gerstner: Neuromodulated spike-timing-dependent plasticity, and theory of three-factor ' +
        'learning rules. Front. Neural Circuits 9:85 (2016)',
      equation: 'dw = M(t) e(t)',
    },
  ],
  equations: [
    'I_out = I_b sinh(x) / (2 + cosh(x)) during the event, 0 otherwise,  x = kappa (V_plus - V_minus) / U_T',
    'dV_w = g_m (V_plus - V_minus) t_p / C_w,  g_m = kappa I_b / (3 U_T)',
  ],
  ports: [
    {
      name: 'plus',
      kind: 'voltage',
      direction: 'in',
      description: 'eligibility for w += c * e, its reference for w -= c * e',
      level: 'v_ref',
    },
    {
      name: 'minus',
      kind: 'voltage',
      direction: 'in',
      description: 'reference for w += c * e, the eligibility for w -= c * e',
      level: 'v_ref',
    },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'gain',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_gain' },
    },
    { name: 'on', kind: 'event', direction: 'in', description: 'steers the current to out while high' },
    { name: 'on_b', kind: 'event-n', direction: 'in', description: 'its complement', complementOf: 'on' },
    { name: 'out', kind: 'charge', direction: 'inout', description: 'the weight' },
    {
      name: 'dump',
      kind: 'voltage',
      direction: 'in',
      description: 'takes the current otherwise; must follow out',
      follows: 'out',
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'mp', role: 'pair-n' },
    { name: 'mm', role: 'pair-n' },
    { name: 'mb1', role: 'bump-n' },
    { name: 'mb2', role: 'bump-n' },
    { name: 'mdiode', role: 'trace-p' },
    { name: 'mload', role: 'trace-p' },
    { name: 'monn', role: 'steer-n' },
    { name: 'monp', role: 'steer-p' },
    { name: 'moffn', role: 'steer-n' },
    { name: 'moffp', role: 'steer-p' },
  ],
  parameters: [],
  targets: [
    { name: 'gain', unit: 'S', description: 'current into the weight per volt of eligibility' },
    { name: 'reference', unit: 'V', description: 'V_ref: eligibility voltage that stands for 0' },
    {
      name: 'lowest',
      unit: 'V',
      description: "lowest weight voltage; the lower end of the process's range when absent",
      optional: true,
    },
  ],
  currents: [
    { name: 'i_gain', description: 'tail current' },
    { name: 'v_ref', unit: 'V', description: 'eligibility voltage that stands for 0' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'i_gain',
      unit: 'A',
      min: 10e-12,
      max: 1e-9,
      because: 'leakage of the switches and the mirror below, weak inversion of the pair above',
    },
    { quantity: 'v_ref', unit: 'V', min: 0.65, max: 1.1, because: 'tail in saturation below, mirror above' },
  ],
  design,
  testbench,
};
