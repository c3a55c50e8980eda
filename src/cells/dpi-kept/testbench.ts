import type { CellTestbench } from '../cell.js';

const PULSE = 0.5e-3;
const TAU = 20e-3;
const PEAK = 20e-12;
const REST = 0.1e-12;
const START = 1e-3;
/** Edges have passed. */
const SETTLED = 5e-6;

export const testbench: CellTestbench = {
  description:
    'At rest the output carries I_g (I_keep / I_tau - 1); an event from there adds the peak current, ' +
    'which decays with tau.',
  targets: { tau: TAU, current: PEAK, pulse: PULSE },
  sources: (context) => [
    { port: 'event', kind: 'voltage', value: 0, pulse: { high: context.supply, start: START, end: START + PULSE } },
    { port: 'iout', kind: 'voltage', value: context.process.constants.monitorVoltage },
  ],
  measures: [
    { name: 'rest current', unit: 'A', vector: 'i(iout)', expected: () => REST, tolerance: 0.3 },
    {
      name: 'peak after one event',
      unit: 'A',
      vector: 'i(iout)',
      transient: { stop: 30e-3, at: START + PULSE + SETTLED },
      expected: () => REST + PEAK,
      tolerance: 0.12,
    },
    {
      name: 'current after one tau',
      unit: 'A',
      vector: 'i(iout)',
      transient: { stop: 30e-3, at: START + PULSE + TAU },
      expected: () => REST + PEAK / Math.E,
      tolerance: 0.12,
    },
  ],
};
