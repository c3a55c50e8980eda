import type { CellTestbench } from '../cell.js';

/** Typical set level: the gate voltage of a 20 pA peak on a 1.8 V supply, V. */
const LEVEL = 1.22;

export const testbench: CellTestbench = {
  description: 'The output follows a set level to within two millivolts (a peak current error of five per cent).',
  targets: {},
  sources: () => [{ port: 'in', kind: 'voltage', value: LEVEL }],
  measures: [
    { name: 'followed level', unit: 'V', vector: 'v(out)', expected: () => LEVEL, tolerance: 2e-3, absolute: true },
  ],
};
