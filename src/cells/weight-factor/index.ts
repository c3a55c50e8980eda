import type { CellDefinition } from '../cell.js';
import { softBoundReferences } from '../soft-bound.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** A current times what a pair makes of a weight, again as a current that mirrors can read. */
export const weightFactor: CellDefinition = {
  name: 'weight-factor',
  title: 'Weight factor',
  summary:
    'Multiplies a current by a logistic function of a weight: any weight, rising or falling, and the product is ' +
    'read like a trace.',
  references: [
    ...softBoundReferences.slice(-1),
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 5',
      equation: 'share of a differential pair: I_1 = I_b / (1 + exp(-kappa (V_1 - V_2) / U_T))',
    },
  ],
  equations: ['I_out = I_in / (1 + exp(-kappa_n (V_plus - V_minus) / U_T))'],
  ports: [
    {
      name: 'in',
      kind: 'gate-p',
      direction: 'in',
      description: 'current, as a pFET gate voltage',
      copies: 2,
      driver: { cell: 'replica-bias', reference: 'i_in' },
    },
    {
      name: 'plus',
      kind: 'voltage',
      direction: 'in',
      description: 'the weight, for a factor that rises with it; else its middle',
      level: 'v_b',
    },
    {
      name: 'minus',
      kind: 'voltage',
      direction: 'in',
      description: 'the weight, for a factor that falls as it rises; else its middle',
      level: 'v_b',
    },
    {
      name: 'gcascode',
      kind: 'bias',
      direction: 'in',
      description: 'gate of the cascode',
      driver: { cell: 'cascode-bias', reference: 'i_cascode' },
    },
    { name: 'out', kind: 'gate-p', direction: 'out', description: 'product, as a pFET gate voltage' },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mdiode', role: 'mirror-n' },
    { name: 'msink', role: 'mirror-n' },
    { name: 'mcascode', role: 'loop-n' },
    { name: 'mplus', role: 'bound-n' },
    { name: 'mminus', role: 'bound-n' },
    { name: 'mout', role: 'trace-p' },
    { name: 'mrest', role: 'trace-p' },
  ],
  parameters: [],
  targets: [
    { name: 'current', unit: 'A', description: 'largest current to be multiplied' },
    { name: 'bound', unit: 'V', description: 'V_b: weight voltage at which half of the current flows' },
  ],
  currents: [
    { name: 'i_in', description: 'input current, where the input is not a trace' },
    { name: 'i_cascode', description: 'sets the gate of the cascode' },
    { name: 'v_b', unit: 'V', description: 'weight voltage at which half of the current flows' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 5e-12,
      max: 250e-12,
      because: 'below, the output is too slow for a pulse (30 fF); above, the pair leaves weak inversion',
    },
    {
      quantity: 'v_b',
      unit: 'V',
      min: 0.75,
      max: 1.15,
      because: 'cascode and mirror stand below the pair, the diode of the output above it',
    },
  ],
  design,
  testbench,
};
