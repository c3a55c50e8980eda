import type { CellTestbench, DesignContext } from '../cell.js';

const middle = (context: DesignContext): number =>
  (context.process.constants.weightRange[0] + context.process.constants.weightRange[1]) / 2;

export const testbench: CellTestbench = {
  description: 'The output follows the input in the middle of the weight range to within a few millivolts.',
  targets: {},
  sources: (context) => [{ port: 'in', kind: 'voltage', value: middle(context) }],
  measures: [
    { name: 'followed voltage', unit: 'V', vector: 'v(out)', expected: middle, tolerance: 8e-3, absolute: true },
  ],
};
