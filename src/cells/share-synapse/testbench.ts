import type { CellTestbench } from '../cell.js';

const CURRENT = 20e-12;

export const testbench: CellTestbench = {
  description:
    'With the common node at ground the weight is a gate voltage, and its current is drawn from the sum ' +
    'while the input is active.',
  targets: { current: CURRENT },
  sources: (context) => [
    { port: 'on', kind: 'voltage', value: context.supply },
    { port: 'w', kind: 'voltage', value: context.characterised('pair-n').gateVoltage(CURRENT) },
    { port: 'common', kind: 'voltage', value: 0 },
    // Where the characterisation had the drain: elsewhere the Early effect adds 1.3 % per 100 mV.
    { port: 'sum', kind: 'voltage', value: context.supply / 2 },
  ],
  measures: [{ name: 'share', unit: 'A', vector: 'i(sum)', expected: () => -CURRENT, tolerance: 0.03 }],
};
