import type { CellTestbench } from '../cell.js';

const CURRENT = 20e-12;
const SHIFT = 0.08;

export const testbench: CellTestbench = {
  description: 'With its source 80 mV below the supply the copy carries exp(-80 mV / U_T) of the input.',
  targets: { current: CURRENT },
  sources: (context) => [
    { port: 'tilt', kind: 'voltage', value: context.supply - SHIFT },
    { port: 'out', kind: 'voltage', value: 0.4 },
  ],
  measures: [
    {
      name: 'divided current',
      unit: 'A',
      vector: 'i(out)',
      expected: ({ thermalVoltage }) => CURRENT * Math.exp(-SHIFT / thermalVoltage),
      tolerance: 0.1,
    },
  ],
};
