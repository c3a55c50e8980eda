import type { CellTestbench } from '../cell.js';

export const testbench: CellTestbench = {
  description: 'A high input gives a low output, to within a millivolt of the rail.',
  targets: {},
  sources: (context) => [{ port: 'in', kind: 'voltage', value: context.supply }],
  measures: [{ name: 'low output', unit: 'V', vector: 'v(out)', expected: () => 0, tolerance: 1e-3, absolute: true }],
};
