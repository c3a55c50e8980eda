import type { CellTestbench } from '../cell.js';

const REFERENCE = 0.9;

export const testbench: CellTestbench = {
  description: 'The output stands at the reference plus the offset of the transconductor, some 3 mV.',
  targets: { reference: REFERENCE, current: 1e-12 },
  sources: () => [],
  measures: [{ name: 'rest', unit: 'V', vector: 'v(out)', expected: () => REFERENCE, tolerance: 5e-3, absolute: true }],
};
