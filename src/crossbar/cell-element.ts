/*
 * What sits at a crosspoint, seen by the solver. Vectorised: one call evaluates every cell of the array, so that a
 * model is a loop over numbers and not a million calls. All arrays are row by row; volts, amperes, siemens, seconds.
 */

/** Voltages at both terminals of every cell. */
export interface CellVoltages {
  readonly word: Float64Array;
  readonly bit: Float64Array;
}

/** Filled by `evaluate`. */
export interface CellResponse {
  /** Current from the word line into the bit line. */
  readonly current: Float64Array;
  /** dI/dV_word at constant state; at least 0. */
  readonly conductance: Float64Array;
  /** -dI/dV_bit, at least 0: filled by gated elements, for all others it is `conductance`. */
  readonly bitConductance?: Float64Array;
}

export interface CellElement {
  /** At constant state the current is conductance times voltage: one linear solve is enough. */
  readonly linear: boolean;
  /** A gate at a fixed voltage makes the current depend on both line voltages, not on their difference alone. */
  readonly gated?: boolean;
  /**
   * Currents of cells whose states are `state` (empty for elements without one; `stateCount` numbers per cell
   * otherwise).
   */
  evaluate(voltages: CellVoltages, state: Float64Array, response: CellResponse): void;
}

/** A cell that changes: its state follows ds/dt = rate(voltages, state). */
export interface DynamicElement extends CellElement {
  /** State variables per cell, stored cell by cell: `state[cell * stateCount + variable]`. */
  readonly stateCount: number;
  /** ds/dt in 1/s of states that are numbers near 1. */
  rate(voltages: CellVoltages, state: Float64Array, rate: Float64Array): void;
}

/** No state. */
export const NO_STATE = new Float64Array(0);

/** Ohmic cells of the given conductances (siemens, row by row). */
export function ohmic(conductances: Float64Array): CellElement {
  return {
    linear: true,
    evaluate: ({ word, bit }, _state, { current, conductance }) => {
      conductance.set(conductances);
      for (let cell = 0; cell < conductances.length; cell += 1)
        current[cell] = conductances[cell]! * (word[cell]! - bit[cell]!);
    },
  };
}
