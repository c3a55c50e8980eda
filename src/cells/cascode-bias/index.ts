import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { biasTargets, decoupled, fedFromSupply } from '../bias.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Gate voltage of the cascodes above nFET mirrors. */
export const cascodeBias: CellDefinition = {
  name: 'cascode-bias',
  title: 'Cascode bias',
  summary: 'Turns a reference current from the supply into the gate voltage of the cascodes above nFET mirrors.',
  references: [
    {
      citation:
        'Vittoz, Fellrath: CMOS analog integrated circuits based on weak inversion operation. IEEE JSSC 12 (1977)',
      equation: 'a device in weak inversion is saturated at V_ds of 4 U_T, whatever it carries',
    },
  ],
  equations: ['V_out = V_gs,mirror(I_ref) + V_gs,cascode(I_ref)'],
  ports: [fedFromSupply, ...supplyPorts],
  devices: [
    { name: 'mlift', role: 'loop-n' },
    { name: 'mdiode', role: 'mirror-n' },
  ],
  parameters: [decoupled('ground')],
  targets: biasTargets,
  currents: [],
  storage,
  channels,
  limits: [
    { quantity: 'current', unit: 'A', min: 500e-15, max: 100e-9, because: 'above the off current of its devices' },
  ],
  design,
  testbench,
};
