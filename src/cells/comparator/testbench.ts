import type { BenchMeasure, CellTestbench, DesignContext } from '../cell.js';

const THRESHOLD = 1;
/** Ten times the simulated offset. */
const STEP = 3e-3;

const level = (name: string, at: number, expected: (context: DesignContext) => number): BenchMeasure => ({
  name,
  unit: 'V',
  vector: 'v(out)',
  transient: { stop: 3e-3, at },
  expected,
  tolerance: 1e-2,
  absolute: true,
});

export const testbench: CellTestbench = {
  description: 'Three millivolts on either side of the reference decide the output.',
  targets: { threshold: THRESHOLD },
  sources: () => [
    { port: 'in', kind: 'voltage', value: THRESHOLD - STEP, pulse: { high: THRESHOLD + STEP, start: 1e-3, end: 2e-3 } },
    { port: 'ref', kind: 'voltage', value: THRESHOLD },
  ],
  measures: [
    level('low before', 0.9e-3, () => 0),
    level('high above the reference', 1.9e-3, ({ supply }) => supply),
    level('low again', 2.9e-3, () => 0),
  ],
};
