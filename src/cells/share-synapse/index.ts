import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** A weight that takes its share of a neuron's budget. */
export const shareSynapse: CellDefinition = {
  name: 'share-synapse',
  title: 'Share synapse',
  summary:
    "Turns a weight voltage into that part of a neuron's budget which its exponential has in the sum over " +
    'all weights, while its input is active.',
  references: [
    {
      citation:
        'Gilbert: A monolithic 16-channel analog array normalizer. IEEE J. Solid-State Circuits 19, 956-963 (1984)',
      equation: 'I_i = I_b exp(V_i) / sum(exp(V_j)) of transistors on one tail',
    },
    {
      citation:
        'Elfadel, Wyatt: The "softmax" nonlinearity: derivation using statistical mechanics and useful ' +
        'properties as a multiterminal analog circuit element. NIPS 6, 882-887 (1993)',
      equation: 'the n-fold differential pair in weak inversion',
    },
  ],
  equations: [
    'I_i = I_b exp(kappa V_w,i / U_T) / sum_j(exp(kappa V_w,j / U_T))',
    'I_sum = I_i while the input is active, 0 otherwise',
  ],
  ports: [
    { name: 'w', kind: 'charge', direction: 'in', description: 'weight' },
    {
      name: 'common',
      kind: 'charge',
      direction: 'inout',
      description: 'node on which the synapses of a neuron meet; the common tail draws the budget from it',
    },
    { name: 'on', kind: 'event', direction: 'in', description: 'input of the synapse, high while it is active' },
    { name: 'on_b', kind: 'event-n', direction: 'in', description: 'its complement', complementOf: 'on' },
    {
      name: 'sum',
      kind: 'charge',
      direction: 'inout',
      description: 'node from which the active synapses of a neuron draw their shares',
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mshare', role: 'pair-n' },
    { name: 'mon', role: 'steer-n' },
    { name: 'moff', role: 'steer-n' },
  ],
  parameters: [],
  targets: [{ name: 'current', unit: 'A', description: 'largest share: the budget' }],
  currents: [],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 5e-12,
      max: 100e-12,
      because: 'above the junctions of the group, inside the weak inversion of the transistor',
    },
    {
      quantity: 'w',
      unit: 'V',
      min: 0.75,
      max: 1.15,
      because: 'the tail needs its room below; the switch, fully on, above',
    },
  ],
  design,
  testbench,
};
