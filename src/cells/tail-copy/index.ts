import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** A trace as the gate of a tail: what a transconductor's gain is proportional to. */
export const tailCopy: CellDefinition = {
  name: 'tail-copy',
  title: 'Tail copy',
  summary:
    'Lets a trace set the tail of a transconductor, and with it the gain by which a signed state is read: products ' +
    'of a signed state and a trace.',
  references: [
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 6',
      equation: 'two-quadrant multiplier: I_out = I_b f(kappa (V_1 - V_2) / U_T), the tail I_b being one factor',
    },
  ],
  equations: ['I_tail = I_in'],
  ports: [
    {
      name: 'in',
      kind: 'gate-p',
      direction: 'in',
      description: 'current, as a pFET gate voltage',
      copies: 1,
      driver: { cell: 'replica-bias', reference: 'i_in' },
    },
    {
      name: 'out',
      kind: 'bias',
      direction: 'out',
      description: 'the same current, as the gate voltage of an nFET tail',
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mdiode', role: 'mirror-n' },
  ],
  parameters: [],
  targets: [{ name: 'current', unit: 'A', description: 'largest current to be copied' }],
  currents: [{ name: 'i_in', description: 'input current, where the input is not a trace' }],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 5e-12,
      max: 250e-12,
      because: 'the gate of the tail is too slow for a pulse below; the copy leaves weak inversion above',
    },
  ],
  design,
  testbench,
};
