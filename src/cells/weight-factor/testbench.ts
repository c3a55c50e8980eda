import type { BenchMeasure, CellTestbench, DesignContext } from '../cell.js';
import { SINK, softBoundKappa } from '../soft-bound.js';

const CURRENT = 40e-12;
const BOUND = 0.9;

/** Gate voltage of the logistic share, the weight one thermal voltage above V_b. */
const product: BenchMeasure = {
  name: 'product',
  unit: 'V',
  vector: 'v(out)',
  expected: (context) => {
    const share = 1 / (1 + Math.exp(-softBoundKappa(SINK, CURRENT, context)));
    return context.supply - context.characterised('trace-p').gateVoltage(CURRENT * share);
  },
  // 4 % of a current.
  tolerance: 1.4e-3,
  absolute: true,
};

export const testbench: CellTestbench = {
  description: 'A weight one thermal voltage above V_b lets the logistic share of 40 pA through, read as a trace.',
  targets: { current: CURRENT, bound: BOUND },
  sources: (context: DesignContext) => [{ port: 'plus', kind: 'voltage', value: BOUND + context.thermalVoltage }],
  measures: [product],
};
