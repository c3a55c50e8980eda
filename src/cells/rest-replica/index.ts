import { bumpReference, restoringDevices } from '../bump-pair.js';
import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** The voltage of 0 of a leaky capacitor, offset included. */
export const restReplica: CellDefinition = {
  name: 'rest-replica',
  title: 'Rest replica',
  summary:
    'A leaky capacitor that nothing writes: gives the voltage at which the others rest, so that a reader ' +
    'sees no systematic offset.',
  references: [bumpReference],
  equations: ['V_out = V_ref + V_offset, the offset of the transconductor it copies'],
  ports: [
    {
      name: 'vref',
      kind: 'voltage',
      direction: 'in',
      description: 'voltage that is meant to stand for 0',
      level: 'v_ref',
    },
    {
      name: 'gleak',
      kind: 'bias',
      direction: 'in',
      description: 'tail of the transconductor',
      copies: 2,
      driver: { cell: 'replica-bias', reference: 'i_leak' },
    },
    { name: 'out', kind: 'voltage', direction: 'out', description: 'voltage that does stand for 0' },
    ...supplyPorts,
  ],
  devices: restoringDevices,
  parameters: [{ name: 'cout', unit: 'F', description: 'capacitor to ground at the output' }],
  targets: [
    { name: 'reference', unit: 'V', description: 'V_ref: voltage that is meant to stand for 0' },
    { name: 'current', unit: 'A', description: 'tail current of the state it copies' },
  ],
  currents: [
    { name: 'i_leak', description: 'tail current of the transconductor, where no leaky capacitor shares its bias' },
    {
      name: 'v_ref',
      unit: 'V',
      description: 'voltage that is meant to stand for 0, where no leaky capacitor shares it',
    },
  ],
  storage,
  channels,
  limits: [
    { quantity: 'current', unit: 'A', min: 0.3e-12, max: 20e-12, because: 'as in the leaky capacitor' },
    { quantity: 'reference', unit: 'V', min: 0.65, max: 1.1, because: 'as in the leaky capacitor' },
  ],
  design,
  testbench,
};
