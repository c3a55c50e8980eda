import type { Simulator } from '../../engine/simulator.js';
import { assertBiasFits, writableCells } from '../analysis/array-cells.js';
import { arrayCircuit, biasLines, type BiasScheme, type LineVoltages } from '../bias.js';
import type { Devices } from '../cells/device.js';
import { spiceRead } from '../netlist/spice-read.js';
import { spiceWrite } from '../netlist/spice-write.js';
import { trapezoid } from '../pulse.js';
import { ArraySolver } from '../solver/solve.js';
import type { ArraySpec, LearnSpec } from '../spec/schema.js';
import { applyPulse } from '../transient.js';

/** One pulse on the crossings of some word lines and some bit lines, counted from 0. */
export interface WriteStep {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly pulse: LearnSpec['potentiation'];
}

/**
 * How an array answers: the line solver and its quasi-static transients, or SPICE. A learning rule does not know which.
 */
export interface Road {
  /** Bit-line currents, A, at these word-line voltages, bit lines at virtual ground. */
  currents(state: Float64Array, inputs: Float64Array): Promise<Float64Array>;
  /** States after a pulse, and the joules the sources delivered where the road knows them. */
  write(state: Float64Array, step: WriteStep): Promise<{ readonly state: Float64Array; readonly energy?: number }>;
}

interface RoadOptions {
  readonly array: ArraySpec;
  readonly devices: Devices;
  readonly scheme: BiasScheme;
  readonly signal?: AbortSignal;
}

/** The line solver. */
export function twinRoad(options: RoadOptions): Road {
  const { array, signal } = options;
  const solver = new ArraySolver(array.rows, array.columns);
  return {
    currents: (state, inputs) => {
      const { cells, circuit } = reading(options, state, inputs);
      return Promise.resolve(solver.solve(circuit, cells.element, { state }).bitCurrent);
    },
    write: async (state, step) => {
      const { cells, circuit, shape } = writing(options, state, step);
      const result = await applyPulse(circuit, cells.element, state, shape, signal ? { signal } : {});
      return { state: result.state, energy: result.delivered };
    },
  };
}

/**
 * A simulator: an operating point for every read, a transient for every pulse, each from the states the last one left.
 */
export function spiceRoad(simulator: Simulator, options: RoadOptions): Road {
  const abort = options.signal ? { signal: options.signal } : {};
  return {
    currents: async (state, inputs) => {
      const { cells, circuit } = reading(options, state, inputs);
      return (await spiceRead(simulator, circuit, cells.spice, abort)).bitCurrent;
    },
    write: async (state, step) => {
      const { cells, circuit, shape } = writing(options, state, step);
      const { width, edge } = step.pulse;
      return {
        state: await spiceWrite(simulator, circuit, cells.spice, shape, {
          maxStep: Math.min(edge / 10, (width + 2 * edge) / 200),
          ...abort,
        }),
      };
    },
  };
}

function reading({ array, devices }: RoadOptions, state: Float64Array, inputs: Float64Array) {
  const voltages = { words: [...inputs], bits: new Array<number>(array.columns).fill(0) };
  assertBiasFits(array, voltages);
  const everyRow = Array.from({ length: array.rows }, (_, row) => row);
  return { cells: writableCells(array, devices, state, everyRow), circuit: arrayCircuit(array.wires, voltages) };
}

function writing({ array, devices, scheme }: RoadOptions, state: Float64Array, { rows, columns, pulse }: WriteStep) {
  const lines = stepLines(array, scheme, rows, columns, pulse.voltage);
  assertBiasFits(array, lines);
  return {
    cells: writableCells(array, devices, state, rows),
    circuit: arrayCircuit(array.wires, lines),
    shape: trapezoid(pulse.width, pulse.edge),
  };
}

/** Where every line is selected there is nothing left to bias. */
function stepLines(
  array: ArraySpec,
  scheme: BiasScheme,
  rows: readonly number[],
  columns: readonly number[],
  voltage: number,
): LineVoltages {
  const all = rows.length === array.rows && columns.length === array.columns;
  return biasLines(all ? 'ground' : scheme, { rows, columns, voltage }, array);
}
