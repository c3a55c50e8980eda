import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Complement of an event, for pFET switches and for the dump side of nFET switches. */
export const inverter: CellDefinition = {
  name: 'inverter',
  title: 'Event inverter',
  summary: 'Makes the complement of an event.',
  references: [
    {
      citation: 'Weste, Harris: CMOS VLSI Design, 4th ed., Addison-Wesley (2010), chapter 2',
      equation: 'static CMOS inverter',
    },
  ],
  equations: ['V_out = VDD - V_in   (static, both rails)'],
  ports: [
    { name: 'in', kind: 'event', direction: 'in', description: 'event' },
    { name: 'out', kind: 'event-n', direction: 'out', description: 'its complement' },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mp', role: 'logic-p' },
    { name: 'mn', role: 'logic-n' },
  ],
  parameters: [],
  targets: [],
  currents: [],
  storage,
  channels,
  limits: [{ quantity: 'supply', unit: 'V', min: 1, because: 'both devices must switch fully' }],
  design,
  testbench,
};
