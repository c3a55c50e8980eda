import type { CellTestbench } from '../cell.js';

export const testbench: CellTestbench = {
  description: 'A reference current sets the sum of the gate voltages that its two devices have at that current.',
  targets: { current: 20e-12 },
  sources: () => [{ port: 'out', kind: 'current', value: 20e-12 }],
  measures: [
    {
      name: 'gate voltage',
      unit: 'V',
      vector: 'v(out)',
      // The upper device has its source above the bulk: its threshold is a few tens of millivolts higher.
      expected: (context) =>
        context.characterised('mirror-n').gateVoltage(20e-12) + context.characterised('loop-n').gateVoltage(20e-12),
      tolerance: 80e-3,
      absolute: true,
    },
  ],
};
