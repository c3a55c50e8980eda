import type { CellTestbench } from '../cell.js';

const BUDGET = 50e-12;

export const testbench: CellTestbench = {
  description:
    'The tail draws the budget from a common node held at 0.6 V, and the level is the gate voltage of its diode.',
  targets: { current: BUDGET },
  sources: () => [{ port: 'common', kind: 'voltage', value: 0.6 }],
  measures: [
    { name: 'budget', unit: 'A', vector: 'i(common)', expected: () => -BUDGET, tolerance: 0.03 },
    {
      name: 'level',
      unit: 'V',
      vector: 'v(level)',
      expected: (context, sized) => context.characterised('level-n').gateVoltage(4 * (sized.references.i_level ?? NaN)),
      tolerance: 10e-3,
      absolute: true,
    },
  ],
};
