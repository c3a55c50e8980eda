import type { BenchMeasure, CellTestbench, DesignContext, SizedCell } from '../cell.js';

const CURRENT = 5e-12;
const THRESHOLD = 1;
/** The weight stands below the threshold, steps above it, and comes back. */
const BELOW = 0.8;
const ABOVE = 1.2;

const law =
  (voltage: number) =>
  (context: DesignContext, sized: SizedCell): number => {
    const current = sized.references.i_drift ?? NaN;
    return (
      current *
      Math.tanh(
        (context.characterised('pair-n').kappa(current / 2) * (voltage - THRESHOLD)) / (2 * context.thermalVoltage),
      )
    );
  };
const drift = (name: string, voltage: number, at: number): BenchMeasure => ({
  name,
  unit: 'A',
  vector: 'i(w)',
  transient: { stop: 60e-3, at },
  expected: law(voltage),
  tolerance: 0.05,
});

export const testbench: CellTestbench = {
  description: 'The drift has the size of the bias current and the sign of the distance from the threshold.',
  targets: { current: CURRENT, threshold: THRESHOLD },
  sources: () => [
    { port: 'w', kind: 'voltage', value: BELOW, pulse: { high: ABOVE, start: 20e-3, end: 40e-3 } },
    { port: 'vth', kind: 'voltage', value: THRESHOLD },
  ],
  measures: [
    drift('drift below the threshold', BELOW, 10e-3),
    drift('drift above the threshold', ABOVE, 39e-3),
    drift('drift back below', BELOW, 59e-3),
  ],
};
