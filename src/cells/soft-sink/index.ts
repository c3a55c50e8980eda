import type { CellDefinition } from '../cell.js';
import {
  softBoundCurrents,
  softBoundLimits,
  softBoundPorts,
  softBoundReferences,
  softBoundTargets,
} from '../soft-bound.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Gated sink whose current fades as the weight falls: the factor w. */
export const softSink: CellDefinition = {
  name: 'soft-sink',
  title: 'Soft-bounded sink',
  summary:
    'Gated sink whose current a pair steers away as the weight falls: depression with a soft lower bound, c * x * w.',
  references: softBoundReferences,
  equations: [
    'I_out = - I_in / (1 + exp(-kappa_n (V_w - V_b) / U_T)) during the event, 0 otherwise',
    'dV_w = I_out t_p / C_w',
    'w = 0 and 1 at V_b -+ 2 U_T / kappa',
  ],
  ports: softBoundPorts('its share of the trace current is taken from this node, the weight, while the event is on', 2),
  devices: [
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mdiode', role: 'mirror-n' },
    { name: 'msink', role: 'mirror-n' },
    { name: 'mweight', role: 'bound-n' },
    { name: 'mbound', role: 'bound-n' },
    { name: 'mon', role: 'steer-n' },
    { name: 'moff', role: 'steer-n' },
    { name: 'mdummy', role: 'logic-n' },
  ],
  parameters: [],
  targets: softBoundTargets,
  currents: softBoundCurrents,
  storage,
  channels,
  limits: softBoundLimits,
  design,
  testbench,
};
