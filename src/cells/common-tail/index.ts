import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** What a group of slices shares: its budget and the level its sources stand on. */
export const commonTail: CellDefinition = {
  name: 'common-tail',
  title: 'Common tail',
  summary:
    'Budget of a group of normaliser or winner-take-all slices: a sink on their common node and the level ' +
    'of their sources.',
  references: [
    {
      citation:
        'Gilbert: A monolithic 16-channel analog array normalizer. IEEE J. Solid-State Circuits 19, 956-963 (1984)',
      equation: 'sum(I_out) = I_b',
    },
    {
      citation:
        'Gray, Hurst, Lewis, Meyer: Analysis and Design of Analog Integrated Circuits, 5th ed., Wiley ' +
        '(2009), chapter 4',
      equation: 'cascoded current sink',
    },
  ],
  equations: ['sum_i(I_out,i) = I_b', 'V_level = V_gs(4 I_level)'],
  ports: [
    {
      name: 'common',
      kind: 'charge',
      direction: 'inout',
      description: 'node on which the slices meet; the budget is drawn from it',
    },
    {
      name: 'level',
      kind: 'voltage',
      direction: 'out',
      description: 'source level of the slices; keeps room for the tail',
    },
    {
      name: 'gb',
      kind: 'bias',
      direction: 'in',
      description: 'budget',
      copies: 1,
      driver: { cell: 'mirror-bias', reference: 'i_budget' },
    },
    {
      name: 'glevel',
      kind: 'bias',
      direction: 'in',
      description: 'a quarter of the current that sets the level',
      copies: 4,
      driver: { cell: 'replica-bias', reference: 'i_level' },
    },
    ...supplyPorts,
  ],
  devices: [
    { name: 'mtail', role: 'mirror-n' },
    { name: 'mcascode', role: 'pair-n' },
    { name: 'mlevelp', role: 'level-p' },
    { name: 'mlevel', role: 'level-n' },
  ],
  parameters: [],
  targets: [
    { name: 'current', unit: 'A', description: 'budget of the group' },
    { name: 'slices', unit: '1', description: 'slices on the common node', optional: true },
  ],
  currents: [
    { name: 'i_budget', description: 'budget' },
    { name: 'i_level', description: 'a quarter of the current that sets the source level' },
  ],
  storage,
  channels,
  limits: [
    {
      quantity: 'i_budget',
      unit: 'A',
      min: 5e-12,
      max: 200e-12,
      because: 'above the junctions of the slices, inside the weak inversion of a slice that takes half of it',
    },
  ],
  design,
  testbench,
};
