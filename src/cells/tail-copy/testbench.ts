import type { CellTestbench } from '../cell.js';

const CURRENT = 40e-12;

export const testbench: CellTestbench = {
  description: 'A constant input of 40 pA: the output is the gate voltage of an nFET that carries it.',
  targets: { current: CURRENT },
  sources: () => [],
  measures: [
    {
      name: 'gate of the tail',
      unit: 'V',
      vector: 'v(out)',
      // The diode has its own gate voltage across it, where the device was characterised at half the supply.
      expected: (context) => {
        const mirror = context.characterised('mirror-n');
        const gate = mirror.gateVoltage(CURRENT);
        return mirror.gateVoltage(CURRENT * (1 + (context.supply / 2 - gate) / mirror.earlyVoltage(CURRENT)));
      },
      // 4 % of a current.
      tolerance: 1.5e-3,
      absolute: true,
    },
  ],
};
