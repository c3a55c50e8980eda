import type { Simulator } from '../../engine/simulator.js';
import { column } from '../../waveform/waveforms.js';
import type { CellNetlist } from '../cells/cells.js';
import type { CrossbarCircuit } from '../circuit.js';
import { cornersOf, type Course } from '../pulse.js';
import { arrayNetlist, cellLabel } from './array-netlist.js';

/**
 * Device models make Newton's method work harder: looser than at an operating point. The error of a step is what
 * counts: gear's second order leaves 5e-4 V on a state that moves along an edge resolved in ten steps, and `reltol` and
 * `trtol` make it take as many as it needs.
 */
export const WRITE_OPTIONS: Readonly<Record<string, string>> = {
  reltol: '1e-7',
  trtol: '1',
  abstol: '1e-12',
  vntol: '1e-7',
  chgtol: '1e-18',
  method: 'gear',
  itl4: '200',
};

export interface SpiceWriteOptions {
  /** seconds; a tenth of an edge */
  readonly maxStep: number;
  /** wall-clock seconds; default 300 */
  readonly limit?: number;
  /** Overrides of `WRITE_OPTIONS`. */
  readonly options?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * States of all cells after a pulse, simulated: volts of their nodes, cell by cell. The operating point at 0 V holds
 * the states where they start.
 * @throws SimulationError
 */
export async function spiceWrite(
  simulator: Simulator,
  circuit: CrossbarCircuit,
  cells: CellNetlist,
  course: Course,
  { maxStep, limit = 300, options = {}, signal }: SpiceWriteOptions,
): Promise<Float64Array> {
  const save = Array.from(
    { length: circuit.rows * circuit.columns },
    (_, cell) => cells.stateNodes?.(cellLabel(Math.floor(cell / circuit.columns), cell % circuit.columns)) ?? [],
  )
    .flat()
    .map((node) => `v(${node})`);
  if (save.length === 0) throw new Error('cells without a state cannot be programmed');
  const session = await simulator.open(
    arrayNetlist(circuit, cells, { title: 'write', course, options: { ...WRITE_OPTIONS, ...options } }),
  );
  try {
    const stop = cornersOf(course).at(-1) ?? 0;
    const waveforms = await session.run(
      { kind: 'tran', step: maxStep, stop, maxStep },
      { save, timeoutSeconds: limit, ...(signal ? { signal } : {}) },
    );
    return Float64Array.from(save, (name) => column(waveforms, name).at(-1) ?? NaN);
  } finally {
    await session.close();
  }
}

/** What smaller steps may still move, volts of a state's node: a fifth of the 1e-4 that is asked of an agreement. */
const SETTLED = 2e-5;
const MOST_HALVINGS = 4;

/** A write with the largest step halved until the states stay where they are. */
export interface SettledWrite {
  readonly states: Float64Array;
  /** The step of these states, s, and how far the last halving moved a state, V. */
  readonly step: number;
  readonly moved: number;
}

/**
 * As `spiceWrite`, but not before the answer has stopped depending on the time step.
 * @throws SimulationError
 */
export async function settledSpiceWrite(
  simulator: Simulator,
  circuit: CrossbarCircuit,
  cells: CellNetlist,
  course: Course,
  options: SpiceWriteOptions,
): Promise<SettledWrite> {
  let step = options.maxStep;
  let states = await spiceWrite(simulator, circuit, cells, course, options);
  for (let halving = 1; ; halving += 1) {
    step /= 2;
    const finer = await spiceWrite(simulator, circuit, cells, course, { ...options, maxStep: step });
    const moved = finer.reduce((most, value, at) => Math.max(most, Math.abs(value - states[at]!)), 0);
    states = finer;
    if (moved <= SETTLED || halving === MOST_HALVINGS) return { states, step, moved };
  }
}
