import type { CellTestbench } from '../cell.js';

const CURRENT = 20e-12;

export const testbench: CellTestbench = {
  description: 'What is drawn from the sum comes out of the copy.',
  targets: { current: CURRENT },
  sources: (context) => [
    { port: 'sum', kind: 'current', value: -CURRENT },
    { port: 'iout', kind: 'voltage', value: context.process.constants.monitorVoltage },
  ],
  measures: [{ name: 'copy of the sum', unit: 'A', vector: 'i(iout)', expected: () => CURRENT, tolerance: 0.03 }],
};
