import type { CellDefinition } from '../cell.js';
import { clampDefinition, clampPorts } from '../clamp.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Keeps a weight from rising above its range. */
export const upperClamp: CellDefinition = {
  ...clampDefinition,
  name: 'upper-clamp',
  title: 'Upper clamp',
  summary: 'Holds a weight at the upper end of its range: an amplifier opens a follower as the weight passes it.',
  equations: ['I = I_0 exp((A (V_w - V_bound) + V_w) / (n U_T)), A = kappa V_A / U_T', 'V_w <= V_bound'],
  ports: clampPorts('is pulled down where it would rise above the bound', 2),
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'min', role: 'pair-n' },
    { name: 'mref', role: 'pair-n' },
    { name: 'mdiode', role: 'load-p' },
    { name: 'mload', role: 'load-p' },
    { name: 'mshift', role: 'pair-n' },
    { name: 'mshifttail', role: 'mirror-n' },
    { name: 'msink', role: 'steer-p' },
  ],
  storage,
  channels,
  design,
  testbench,
};
