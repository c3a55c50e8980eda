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

/** Gated source whose current fades as the weight rises: the factor (1 - w). */
export const softSource: CellDefinition = {
  name: 'soft-source',
  title: 'Soft-bounded source',
  summary:
    'Gated source whose current a pair steers away as the weight rises: potentiation with a soft upper ' +
    'bound, c * x * (1 - w).',
  references: softBoundReferences,
  equations: [
    'I_out = I_in / (1 + exp(kappa_p (V_w - V_b) / U_T)) during the event, 0 otherwise',
    'dV_w = + I_out t_p / C_w',
    'w = 0 and 1 at V_b -+ 2 U_T / kappa',
  ],
  ports: softBoundPorts(
    'its share of the trace current leaves towards this node, the weight, while the event is on',
    1,
  ),
  devices: [
    { name: 'mcopy', role: 'trace-p' },
    { name: 'mweight', role: 'bound-p' },
    { name: 'mbound', role: 'bound-p' },
    { name: 'mon', role: 'steer-p' },
    { name: 'moff', role: 'steer-p' },
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
