import type { CellTestbench } from '../cell.js';

const CURRENT = 20e-12;
const TIMES = { a: 10e-12, b: 30e-12 };

export const testbench: CellTestbench = {
  description: 'Constant inputs of 10 and 30 pA: the output is the gate voltage of their product over I_n, 20 pA.',
  targets: { current: CURRENT, ...TIMES },
  sources: () => [],
  measures: [
    {
      name: 'product',
      unit: 'V',
      vector: 'v(out)',
      expected: (context) => context.supply - context.characterised('trace-p').gateVoltage(CURRENT),
      // 5 % of a current.
      tolerance: 1.7e-3,
      absolute: true,
    },
  ],
};
