import type { Simulator } from '../../engine/simulator.js';
import { column } from '../../waveform/waveforms.js';
import type { CellNetlist } from '../cells/cells.js';
import type { CrossbarCircuit } from '../circuit.js';
import type { PulseShape } from '../pulse.js';
import { arrayNetlist, cellLabel } from './array-netlist.js';

/** Device models make Newton's method work harder: looser than at an operating point. */
const OPTIONS: Readonly<Record<string, string>> = { reltol: '1e-5', abstol: '1e-12', vntol: '1e-7', chgtol: '1e-18', method: 'gear', itl4: '200' };

/**
 * States of all cells after a pulse, simulated: volts of their nodes, cell by cell. The operating point at 0 V holds the states
 * where they start.
 * @param maxStep seconds; a thousandth of the pulse resolves edges and thresholds
 * @param limit wall-clock seconds
 * @throws SimulationError
 */
export async function spiceWrite(
  simulator: Simulator, circuit: CrossbarCircuit, cells: CellNetlist, shape: PulseShape, { maxStep, limit = 300, signal }: { readonly maxStep: number; readonly limit?: number; readonly signal?: AbortSignal },
): Promise<Float64Array> {
  const save = Array.from({ length: circuit.rows * circuit.columns }, (_, cell) => cells.stateNodes?.(cellLabel(Math.floor(cell / circuit.columns), cell % circuit.columns)) ?? []).flat().map((node) => `v(${node})`);
  if (save.length === 0) throw new Error('cells without a state cannot be programmed');
  const session = await simulator.open(arrayNetlist(circuit, cells, { title: 'write', shape, options: OPTIONS }));
  try {
    const stop = shape.at(-1)?.[0] ?? 0;
    const waveforms = await session.run({ kind: 'tran', step: maxStep, stop, maxStep }, { save, timeoutSeconds: limit, ...(signal ? { signal } : {}) });
    return Float64Array.from(save, (name) => column(waveforms, name).at(-1) ?? NaN);
  } finally {
    await session.close();
  }
}
