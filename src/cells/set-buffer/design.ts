import type { DesignContext, Sizing, Targets } from '../cell.js';

/** Tail current, A: moves 1 pF by half a volt in 30 us, a small part of an event. */
export const TAIL = 20e-9;
/** Holds the level against the gate of the switch; a fifth of the trace's capacitor, shared when the switch closes. */
const OUTPUT_CAPACITANCE = 200e-15;

/** One size serves every ramp: the tail only has to be large against C dV / t_p. */
export function design(_targets: Targets, context: DesignContext): Sizing {
  const pair = context.characterised('set-pair-n');
  const load = context.characterised('set-load-p');
  const gain = (pair.kappa(TAIL / 2) * pair.earlyVoltage(TAIL / 2)) / (2 * context.thermalVoltage);
  return {
    parameters: { cout: OUTPUT_CAPACITANCE },
    references: { i_buffer: TAIL },
    notes: [{ element: 'i_buffer', value: TAIL, unit: 'A', because: 'slews 1 pF by 0.6 V in 30 us' }],
    predictions: [
      { property: 'gain error', value: 1 / (1 + gain), unit: '1' },
      { property: 'slew rate', value: TAIL / OUTPUT_CAPACITANCE, unit: 'V/s', note: 'without the trace capacitor' },
      {
        property: 'lowest input',
        value: pair.gateVoltage(TAIL / 2) + 4 * context.thermalVoltage,
        unit: 'V',
        note: 'tail leaves saturation below',
      },
      {
        property: 'highest input',
        value: context.supply - load.gateVoltage(TAIL / 2) + pair.gateVoltage(TAIL / 2),
        unit: 'V',
        note: 'pair leaves saturation above',
      },
    ],
  };
}
