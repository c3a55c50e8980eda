import type { CellDefinition } from '../cell.js';
import { gatedMirrorLimits, gatedMirrorPorts, gatedMirrorReferences, gatedMirrorTargets } from '../gated-mirror.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** One polarity of the gated current mirror; the other one is its sibling. */
export const gatedSink: CellDefinition = {
  name: 'gated-sink',
  title: 'Gated sink',
  summary: 'Turns a trace current round and takes it from a charge node while an event lasts.',
  references: gatedMirrorReferences,
  equations: ['I_out = -I_in during the event, 0 otherwise', 'dV_w = - I(t) t_p / C_w'],
  ports: gatedMirrorPorts('trace current; is taken from this node while the event is on', 2, [
    {
      name: 'gcascode',
      kind: 'bias',
      direction: 'in',
      description: 'gate of the cascode',
      driver: { cell: 'cascode-bias', reference: 'i_cascode' },
    },
  ]),
  devices: [
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mdiode', role: 'mirror-n' },
    { name: 'msink', role: 'mirror-n' },
    { name: 'mcascode', role: 'loop-n' },
    { name: 'mdummy', role: 'logic-n' },
    { name: 'mon', role: 'steer-n' },
    { name: 'moff', role: 'steer-n' },
  ],
  parameters: [],
  targets: gatedMirrorTargets,
  currents: [
    { name: 'i_in', description: 'input current, where the input is not a trace' },
    { name: 'i_cascode', description: 'sets the gate of the cascode' },
  ],
  storage,
  channels,
  limits: gatedMirrorLimits,
  design,
  testbench,
};
