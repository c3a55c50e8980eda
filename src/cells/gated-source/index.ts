import type { CellDefinition } from '../cell.js';
import { gatedMirrorLimits, gatedMirrorPorts, gatedMirrorReferences, gatedMirrorTargets } from '../gated-mirror.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** One polarity of the gated current mirror; the other one is its sibling. */
export const gatedSource: CellDefinition = {
  name: 'gated-source',
  title: 'Gated source',
  summary: 'Copies a trace current and steers it onto a charge node while an event lasts.',
  references: gatedMirrorReferences,
  equations: ['I_out = I_in during the event, 0 otherwise', 'dV_w = + I(t) t_p / C_w'],
  ports: gatedMirrorPorts('trace current; leaves towards this node while the event is on', 1),
  devices: [
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mon', role: 'steer-p' },
    { name: 'moff', role: 'steer-p' },
  ],
  parameters: [],
  targets: gatedMirrorTargets,
  currents: [{ name: 'i_in', description: 'input current, where the input is not a trace' }],
  storage,
  channels,
  limits: gatedMirrorLimits,
  design,
  testbench,
};
