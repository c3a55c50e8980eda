import type { CellTestbench } from '../cell.js';

/** The cell alone; what must come out follows from theory, not from a simulation. */
export const testbench: CellTestbench = {
  description: 'A constant current of 1 nA charges 1 pF by 1 V in 1 ms.',
  targets: { capacitance: 1e-12 },
  sources: () => [{ port: 's', kind: 'current', value: 0, pulse: { high: 1e-9, start: 1e-3, end: 2e-3 } }],
  measures: [
    {
      name: 'charged voltage',
      unit: 'V',
      vector: 'v(s)',
      transient: { stop: 3e-3, at: 2.5e-3 },
      expected: () => 1,
      tolerance: 5e-3,
    },
  ],
};
