import type { CellTestbench, DesignContext } from '../cell.js';
import { tiltRatio } from './design.js';

/** The source slope of the pFET is 1.03, not 1: that is 9 % of a division by 32, the same in both directions. */
const TOLERANCE = 0.12;
const TARGET = 20e-12;
const share = (context: DesignContext): number => TARGET * tiltRatio(context);

export const testbench: CellTestbench = {
  description:
    'Without synaptic current the divided target charges h; with twice the divided target into sum as ' +
    'much discharges it.',
  targets: { current: TARGET, tau_h: 0.2 },
  sources: (context) => [
    { port: 'sum', kind: 'current', value: 0, pulse: { high: 2 * share(context), start: 20e-3, end: 50e-3 } },
    { port: 'h', kind: 'voltage', value: 0.4 },
  ],
  measures: [
    {
      name: 'charging current',
      unit: 'A',
      vector: 'i(h)',
      transient: { stop: 40e-3, at: 19e-3 },
      expected: share,
      tolerance: TOLERANCE,
    },
    {
      name: 'discharging current',
      unit: 'A',
      vector: 'i(h)',
      transient: { stop: 40e-3, at: 39e-3 },
      expected: (context) => -share(context),
      tolerance: TOLERANCE,
    },
    {
      name: 'tilt',
      unit: 'V',
      vector: 'v(tilt)',
      transient: { stop: 40e-3, at: 19e-3 },
      expected: (context) => context.supply + context.thermalVoltage * Math.log(tiltRatio(context)),
      tolerance: 5e-3,
      absolute: true,
    },
  ],
};
