import type { DesignContext, Sizing, Targets } from '../cell.js';

/** The tail current buys speed; gain and offset do not depend on it in weak inversion. */
export function design(targets: Targets, context: DesignContext): Sizing {
  const current = targets.current ?? context.process.constants.bufferCurrent;
  const pair = context.characterised('input-n');
  const load = context.characterised('load-p');
  // Pair and load in parallel: their Early voltages count like resistors.
  const early = 1 / (1 / pair.earlyVoltage(current / 2) + 1 / load.earlyVoltage(current / 2));
  const gain = (pair.kappa(current / 2) * early) / context.thermalVoltage;
  const inverter = context.characterised('logic-p').gateCapacitance + context.characterised('logic-n').gateCapacitance;
  const second = inverter + load.drainCapacitance + context.characterised('mirror-n').drainCapacitance;
  return {
    references: { i_compare: current },
    notes: [
      {
        element: 'i_compare',
        value: current,
        unit: 'A',
        because: targets.current === undefined ? 'constant of the process: that of a buffer' : 'asked for',
      },
    ],
    predictions: [
      { property: 'gain of the first stage', value: gain, unit: '1' },
      {
        property: 'offset',
        value: (context.thermalVoltage / load.kappa(current)) * (Math.LN2 / gain),
        unit: 'V',
        note: 'systematic; mismatch of the pair comes on top',
      },
      {
        property: 'delay',
        value: (second * context.supply) / (2 * current),
        unit: 's',
        note: 'slewing of the second stage after a large step',
      },
    ],
  };
}
