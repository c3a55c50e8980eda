import type { CellDefinition } from '../cell.js';
import { clampDefinition, clampPorts } from '../clamp.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Keeps a weight from falling below its range. */
export const lowerClamp: CellDefinition = {
  ...clampDefinition,
  name: 'lower-clamp',
  title: 'Lower clamp',
  summary: 'Holds a weight at the lower end of its range: an amplifier opens a follower as the weight passes it.',
  equations: ['I = I_0 exp((A (V_bound - V_w) - V_w) / (n U_T)), A = kappa V_A / U_T', 'V_w >= V_bound'],
  ports: clampPorts('is pulled up where it would fall below the bound', 1),
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'min', role: 'pair-n' },
    { name: 'mref', role: 'pair-n' },
    { name: 'mdiode', role: 'load-p' },
    { name: 'mload', role: 'load-p' },
    { name: 'mlift', role: 'steer-n' },
  ],
  storage,
  channels,
  design,
  testbench,
};
