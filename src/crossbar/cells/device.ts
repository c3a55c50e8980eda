import type { DynamicElement } from '../cell-element.js';

/**
 * A two-terminal device one at a time, as device models are written: its states start at `at` in a flat array. Volts from the
 * word line to the bit line, amperes, siemens, states in their unit, derivatives per second.
 */
export interface PointDevice {
  current(v: number, state: Float64Array, at: number): number;
  conductance(v: number, state: Float64Array, at: number): number;
  derivative(v: number, state: Float64Array, at: number, rate: Float64Array, rateAt: number): void;
}

/** One device at every crosspoint. `ohmicAtState`: at constant state its current is proportional to the voltage. */
export function deviceElement(device: PointDevice, stateCount: number, ohmicAtState: boolean): DynamicElement {
  return {
    linear: ohmicAtState,
    stateCount,
    evaluate: ({ word, bit }, state, { current, conductance }) => {
      for (let cell = 0; cell < word.length; cell += 1) {
        const v = word[cell]! - bit[cell]!;
        current[cell] = device.current(v, state, cell * stateCount);
        conductance[cell] = device.conductance(v, state, cell * stateCount);
      }
    },
    rate: ({ word, bit }, state, rate) => {
      for (let cell = 0; cell < word.length; cell += 1) device.derivative(word[cell]! - bit[cell]!, state, cell * stateCount, rate, cell * stateCount);
    },
  };
}
