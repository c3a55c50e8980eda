import type { CellTestbench } from '../cell.js';

export const testbench: CellTestbench = {
  description: 'A reference current sets the gate voltage that the characterised device has at that current.',
  targets: { current: 100e-12 },
  sources: () => [{ port: 'out', kind: 'current', value: 100e-12 }],
  measures: [
    {
      name: 'gate voltage',
      unit: 'V',
      vector: 'v(out)',
      expected: (context) => context.characterised('mirror-n').gateVoltage(100e-12),
      tolerance: 3e-3,
      absolute: true,
    },
  ],
};
