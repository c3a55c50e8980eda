import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { biasTargets, decoupled } from '../bias.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** Diode-connected copy of a trace device: makes decay biases and thresholds that follow corner and temperature. */
export const replicaBias: CellDefinition = {
  name: 'replica-bias',
  title: 'Replica bias',
  summary:
    'Turns a reference current into the gate voltage at which a trace pFET carries that current, at every corner.',
  references: [
    {
      citation:
        'Linares-Barranco, Serrano-Gotarredona, Serrano-Gotarredona: Current mode techniques for ' +
        'sub-pico-ampere circuit design. AICSP 38, 103-119 (2004)',
      equation: 'a diode-connected copy carries the wanted current; V = VDD - V_sg(I_ref)',
    },
  ],
  equations: ['V_out = VDD - V_sg(I_ref)'],
  ports: [
    {
      name: 'out',
      kind: 'bias',
      direction: 'out',
      description: 'gate voltage; the reference current leaves here',
      reference: 'to-ground',
    },
    ...supplyPorts,
  ],
  devices: [{ name: 'mdiode', role: 'trace-p' }],
  parameters: [decoupled('the supply')],
  targets: biasTargets,
  currents: [],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 50e-15,
      max: 50e-9,
      because: 'above the off current; a larger one needs a wider copy',
    },
  ],
  design,
  testbench,
};
