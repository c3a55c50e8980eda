import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Unity-gain buffer that gives a set level the strength to charge a trace capacitor. */
export const setBuffer: CellDefinition = {
  name: 'set-buffer',
  title: 'Set buffer',
  summary: 'Five-transistor unity-gain buffer between a replica bias of picoamperes and the switch of a ramp trace.',
  references: [
    {
      citation:
        'Gray, Hurst, Lewis, Meyer: Analysis and Design of Analog Integrated Circuits, 5th ed., Wiley ' +
        '(2009), chapter 4',
      equation: 'gain 1 / (1 + 1/A), A = g_m r_out',
    },
  ],
  equations: ['V_out = V_in A / (1 + A)', 'A = kappa V_A / (2 U_T)', 't_set = (C + C_out) dV / I_buffer'],
  ports: [
    { name: 'in', kind: 'bias', direction: 'in', description: 'level to follow' },
    { name: 'out', kind: 'bias', direction: 'out', description: 'the level, able to move charge' },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'tail bias',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_buffer' },
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'min', role: 'set-pair-n' },
    { name: 'mfb', role: 'set-pair-n' },
    { name: 'mdiode', role: 'set-load-p' },
    { name: 'mload', role: 'set-load-p' },
  ],
  parameters: [{ name: 'cout', unit: 'F', description: 'holds the level, to the supply' }],
  targets: [],
  currents: [{ name: 'i_buffer', description: 'tail current' }],
  storage,
  channels,
  limits: [
    {
      quantity: 'in',
      unit: 'V',
      min: 0.7,
      max: 1.5,
      because: 'tail in saturation below, pair in saturation above (1.8 V supply)',
    },
  ],
  design,
  testbench,
};
