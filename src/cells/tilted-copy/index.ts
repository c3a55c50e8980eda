import type { CellDefinition } from '../cell.js';
import { supplyPorts } from '../ports.js';
import { channels, storage } from './behavioural.js';
import { design } from './design.js';
import { testbench } from './testbench.js';

/** A mirror output whose source stands below the supply: a small, exact part of a trace current. */
export const tiltedCopy: CellDefinition = {
  name: 'tilted-copy',
  title: 'Tilted copy',
  summary: 'Copies a trace current divided by exp(dV_s/U_T): one input of a homeostat, one per synapse it regulates.',
  references: [
    {
      citation:
        'Linares-Barranco, Serrano-Gotarredona, Serrano-Gotarredona: Current mode techniques for ' +
        'sub-pico-ampere circuit design. AICSP 38, 103-119 (2004)',
      equation: 'source-shifted mirror: I_out = I_in exp(-dV_s / U_T)',
    },
  ],
  equations: ['I_out = a I_in,  a = exp(-(VDD - V_tilt) / U_T)'],
  ports: [
    {
      name: 'in',
      kind: 'gate-p',
      direction: 'in',
      description: 'trace, as a pFET gate voltage',
      copies: 1,
      driver: { cell: 'replica-bias', reference: 'i_in' },
    },
    { name: 'tilt', kind: 'voltage', direction: 'in', description: 'source of the copy, from the homeostat' },
    { name: 'out', kind: 'charge', direction: 'inout', description: 'the divided current leaves here; copies add up' },
    ...supplyPorts,
  ],
  devices: [{ name: 'mcopy', role: 'trace-p' }],
  parameters: [],
  targets: [{ name: 'current', unit: 'A', description: 'largest trace current' }],
  currents: [{ name: 'i_in', description: 'input current, where the input is not a trace' }],
  storage,
  channels,
  limits: [
    {
      quantity: 'current',
      unit: 'A',
      min: 1e-12,
      max: 100e-12,
      because: 'below, the divided current drowns in junction leakage; above, the trace leaves weak inversion',
    },
  ],
  design,
  testbench,
};
