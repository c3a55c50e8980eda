import type { DesignContext, Sizing, Targets } from '../cell.js';

/** Output capacitor: slows the buffer to some 0.1 ms, far below a trace and far above the steering edges. */
const OUTPUT_CAPACITANCE = 200e-15;

export function design(_targets: Targets, context: DesignContext): Sizing {
  const current = context.process.constants.bufferCurrent;
  const pair = context.characterised('input-n');
  const gain = (pair.kappa(current / 2) * pair.earlyVoltage(current / 2)) / (2 * context.thermalVoltage);
  return {
    parameters: { cout: OUTPUT_CAPACITANCE },
    references: { i_buffer: current },
    notes: [
      { element: 'i_buffer', value: current, unit: 'A', because: 'constant of the process: settles within an event' },
    ],
    predictions: [
      { property: 'gain error', value: 1 / (1 + gain), unit: '1' },
      {
        property: 'lowest input',
        value: pair.gateVoltage(current / 2) + 4 * context.thermalVoltage,
        unit: 'V',
        note: 'tail leaves saturation below',
      },
    ],
  };
}
