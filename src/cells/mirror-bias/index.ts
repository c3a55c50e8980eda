import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { biasTargets, decoupled, fedFromSupply } from '../bias.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Input side of an nFET mirror. */
export const mirrorBias: CellDefinition = {
  name: 'mirror-bias',
  title: 'Mirror bias',
  summary: 'Turns a reference current from the supply into the gate voltage of nFET mirrors.',
  references: [
    {
      citation: 'Mead: Analog VLSI and Neural Systems, Addison-Wesley (1989), chapter 3',
      equation: 'current mirror: I_out = I_ref (W/L)_out / (W/L)_ref',
    },
  ],
  equations: ['V_out = V_gs(I_ref)'],
  ports: [fedFromSupply, ...supplyPorts],
  devices: [{ name: 'mdiode', role: 'mirror-n' }],
  parameters: [decoupled('ground')],
  targets: biasTargets,
  currents: [],
  storage,
  channels,
  limits: [
    { quantity: 'current', unit: 'A', min: 500e-15, max: 100e-9, because: 'above the off current of the mirror' },
  ],
  design,
  testbench,
};
