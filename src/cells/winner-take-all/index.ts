import type { CellDefinition } from '../cell.js';
import { sliceCurrents, sliceDevices, sliceLimits, slicePorts, sliceTargets } from '../slice.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** One input of a winner-take-all. */
export const winnerTakeAll: CellDefinition = {
  name: 'winner-take-all',
  title: 'Winner-take-all slice',
  summary:
    'One input of a winner-take-all: the slice with the largest input gets the whole budget, the others nothing.',
  references: [
    {
      citation:
        'Lazzaro, Ryckebusch, Mahowald, Mead: Winner-take-all networks of O(n) complexity. NIPS 1, 703-711 (1989)',
      equation: 'two transistors per input on one common wire; split of the budget against input difference',
    },
  ],
  equations: [
    'I_out,i = I_b for the largest I_i, 0 for the others',
    'd ln(I_out,1 / I_out,2) = (kappa V_A / U_T) d ln(I_1 / I_2) near equal inputs',
    't_inhibit = C_x (V_winner - V_loser) / (I_1 - I_2)',
  ],
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
