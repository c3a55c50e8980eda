import type { Simulator } from '../../engine/simulator.js';
import { column } from '../../waveform/waveforms.js';
import type { CellNetlist } from '../cells/cells.js';
import type { CrossbarCircuit } from '../circuit.js';
import type { PulseShape } from '../pulse.js';
import { arrayNetlist, cellLabel } from './array-netlist.js';

/** Device models make Newton's method work harder: looser than at an operating point, and a capacitance at every cell. */
const OPTIONS: Readonly<Record<string, string>> = { reltol: '1e-5', abstol: '1e-12', vntol: '1e-7', chgtol: '1e-18', method: 'gear', itl4: '200' };
const CELL_CAPACITANCE = 1e-14;

/**
 * States of all cells after a pulse, simulated.
 * @param maxStep seconds; a thousandth of the pulse resolves edges and thresholds
 * @param limit wall-clock seconds
 * @throws SimulationError
 */
export async function spiceWrite(
  simulator: Simulator, circuit: CrossbarCircuit, cells: CellNetlist, shape: PulseShape, { maxStep, limit = 300, signal }: { readonly maxStep: number; readonly limit?: number; readonly signal?: AbortSignal },
): Promise<Float64Array> {
  const nodes = Array.from({ length: circuit.rows * circuit.columns }, (_, cell) => cells.stateNode?.(cellLabel(Math.floor(cell / circuit.columns), cell % circuit.columns)));
  const save = nodes.map((node) => {
    if (node === undefined) throw new Error('cells without a state cannot be programmed');
    return `v(${node})`;
  });
  const session = await simulator.open(arrayNetlist(circuit, cells, { title: 'write', shape, cellCapacitance: CELL_CAPACITANCE, options: OPTIONS }));
  try {
    const stop = shape.at(-1)?.[0] ?? 0;
    const waveforms = await session.run({ kind: 'tran', step: maxStep, stop, maxStep, useInitialConditions: true }, { save, timeoutSeconds: limit, ...(signal ? { signal } : {}) });
    return Float64Array.from(save, (name) => column(waveforms, name).at(-1) ?? NaN);
  } finally {
    await session.close();
  }
}
