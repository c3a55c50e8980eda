import type { CellTestbench, DesignContext } from '../cell.js';

const CURRENT = 20e-12;
const LEVEL = 0.5;

/** Equal sources give equal currents, but for the Early effect: the output device has the larger drain voltage. */
function share(context: DesignContext): number {
  const pair = context.characterised('pair-n');
  const output = context.supply - context.characterised('trace-p').gateVoltage(CURRENT) - LEVEL;
  return CURRENT * (1 + (output - pair.gateVoltage(CURRENT)) / pair.earlyVoltage(CURRENT));
}

export const testbench: CellTestbench = {
  description: 'With the common node at the level the loop is a mirror: the share is the input.',
  targets: { current: CURRENT },
  sources: (context) => [
    { port: 'level', kind: 'voltage', value: LEVEL },
    { port: 'common', kind: 'voltage', value: LEVEL },
    { port: 'iout', kind: 'voltage', value: context.process.constants.monitorVoltage },
  ],
  measures: [{ name: 'share at the level', unit: 'A', vector: 'i(iout)', expected: share, tolerance: 0.05 }],
};
