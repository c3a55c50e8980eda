import type { CellTestbench } from '../cell.js';

export const testbench: CellTestbench = {
  description: 'A reference current sets the gate voltage that the characterised device has at that current.',
  targets: { current: 2e-12 },
  sources: () => [{ port: 'out', kind: 'current', value: -2e-12 }],
  measures: [
    {
      name: 'threshold',
      unit: 'V',
      vector: 'v(out)',
      expected: (context) => context.supply - context.characterised('trace-p').gateVoltage(2e-12),
      tolerance: 2e-3,
      absolute: true,
    },
  ],
};
