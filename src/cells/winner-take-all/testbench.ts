import type { CellTestbench } from '../cell.js';

const INPUT = 20e-12;
const BUDGET = 10e-12;

export const testbench: CellTestbench = {
  description: 'A slice without a competitor takes the whole budget, whatever its input.',
  targets: { current: INPUT },
  sources: (context) => [
    { port: 'level', kind: 'voltage', value: 0.5 },
    { port: 'common', kind: 'current', value: -BUDGET },
    { port: 'iout', kind: 'voltage', value: context.process.constants.monitorVoltage },
  ],
  measures: [{ name: 'output of the winner', unit: 'A', vector: 'i(iout)', expected: () => BUDGET, tolerance: 0.04 }],
};
