import type { CellDefinition } from '../cell.js';
import { sliceCurrents, sliceDevices, sliceLimits, slicePorts, sliceTargets } from '../slice.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** One input of a Gilbert normaliser. */
export const normaliser: CellDefinition = {
  name: 'normaliser',
  title: 'Normaliser slice',
  summary:
    'One input of a Gilbert normaliser: every slice gets that part of a budget which its input has in the ' +
    'sum of inputs.',
  references: [
    {
      citation:
        'Gilbert: A monolithic 16-channel analog array normalizer. IEEE J. Solid-State Circuits 19, 956-963 (1984)',
      equation: 'I_out,i = I_b I_i / sum(I)',
    },
    {
      citation:
        'Liu, Kramer, Indiveri, Delbruck, Douglas: Analog VLSI: Circuits and Principles, MIT Press (2002), chapter 6',
      equation: 'current normaliser in weak inversion',
    },
  ],
  equations: ['I_out,i = I_b I_i / sum_j(I_j)', 'V_common - V_level = U_T ln(sum_j(I_j) / I_b)'],
  ports: slicePorts,
  devices: sliceDevices,
  parameters: [],
  targets: sliceTargets,
  currents: sliceCurrents,
  storage,
  channels,
  limits: sliceLimits,
  design,
  testbench,
};
