import type { CellTestbench, DesignContext } from '../cell.js';

const GAIN = 1e-9;
const REFERENCE = 0.75;
const ELIGIBILITY = 30e-3;

const middle = (context: DesignContext): number =>
  (context.process.constants.weightRange[0] + context.process.constants.weightRange[1]) / 2;

export const testbench: CellTestbench = {
  description: 'With the event on, an eligibility of 30 mV sends g_m times as much into the weight.',
  targets: { gain: GAIN, reference: REFERENCE },
  sources: (context) => [
    { port: 'plus', kind: 'voltage', value: REFERENCE + ELIGIBILITY },
    { port: 'on', kind: 'voltage', value: context.supply },
    { port: 'out', kind: 'voltage', value: middle(context) },
    { port: 'dump', kind: 'voltage', value: middle(context) },
  ],
  // An input offset of up to 3 mV (README) is a tenth of the eligibility.
  measures: [
    {
      name: 'current into the weight',
      unit: 'A',
      vector: 'i(out)',
      expected: () => GAIN * ELIGIBILITY,
      tolerance: 0.1,
    },
  ],
};
