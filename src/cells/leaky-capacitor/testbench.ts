import type { CellTestbench } from '../cell.js';

const TAU = 0.5;
const REFERENCE = 0.9;
const PACKET = 20e-12;
const START = 10e-3;
const LENGTH = 5e-3;

export const testbench: CellTestbench = {
  description: 'A packet of charge lifts the state, which decays with tau.',
  targets: { tau: TAU, reference: REFERENCE, capacitance: 4e-12 },
  sources: () => [{ port: 'e', kind: 'current', value: 0, pulse: { high: PACKET, start: START, end: START + LENGTH } }],
  measures: [
    { name: 'rest', unit: 'V', vector: 'v(e)', expected: () => REFERENCE, tolerance: 5e-3, absolute: true },
    {
      name: 'state after one tau',
      unit: 'V',
      vector: 'v(e)',
      transient: { stop: 1, at: START + LENGTH + TAU },
      // Offset of the transconductor 3 mV (README).
      expected: (_context, sized) => REFERENCE + (PACKET * LENGTH) / ((sized.parameters.ce ?? NaN) * Math.E),
      tolerance: 5e-3,
      absolute: true,
    },
  ],
};
