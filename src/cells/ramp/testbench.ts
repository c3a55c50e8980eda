import type { CellTestbench } from '../cell.js';

const TAU = 20e-3;
const PEAK = 20e-12;
const PULSE = 0.5e-3;
const START = 1e-3;

export const testbench: CellTestbench = {
  description: 'An event sets the output to the peak current; one tau later a 1/e of it is left.',
  targets: { tau: TAU, current: PEAK, pulse: PULSE },
  sources: (context) => [
    { port: 'event', kind: 'voltage', value: 0, pulse: { high: context.supply, start: START, end: START + PULSE } },
    { port: 'iout', kind: 'voltage', value: context.process.constants.monitorVoltage },
  ],
  measures: [
    // Buffer offset below 2 mV, injection of the switch 0.3 mV.
    {
      name: 'peak current',
      unit: 'A',
      vector: 'i(iout)',
      transient: { stop: 25e-3, at: START + PULSE + 10e-6 },
      expected: () => PEAK,
      tolerance: 0.05,
    },
    {
      name: 'current after one tau',
      unit: 'A',
      vector: 'i(iout)',
      transient: { stop: 25e-3, at: START + PULSE + TAU },
      expected: () => PEAK / Math.E,
      tolerance: 0.05,
    },
  ],
};
