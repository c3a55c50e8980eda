import type { Simulator } from '../../engine/simulator.js';
import { column, type Waveforms } from '../../waveform/waveforms.js';
import type { CellNetlist } from '../cells/cells.js';
import type { CrossbarCircuit, LineDrive } from '../circuit.js';
import { arrayNetlist, bitNode, wordNode } from './array-netlist.js';

/** What SPICE says about an array in equilibrium: the same quantities as `ArraySolution`. */
export interface SpiceReading {
  readonly word: Float64Array;
  readonly bit: Float64Array;
  readonly wordCurrent: Float64Array;
  readonly bitCurrent: Float64Array;
}

/**
 * The operating point of an array in a simulator.
 * @param limit wall-clock seconds
 * @throws SimulationError
 */
export async function spiceRead(
  simulator: Simulator,
  circuit: CrossbarCircuit,
  cells: CellNetlist,
  { limit = 120, signal }: { readonly limit?: number; readonly signal?: AbortSignal } = {},
): Promise<SpiceReading> {
  const { title, text } = arrayNetlist(circuit, cells, { title: `${circuit.rows} x ${circuit.columns} array` });
  const [result] = await simulator.runDeck(`${title}\n${text}.op\n.end\n`, {
    timeoutSeconds: limit,
    ...(signal ? { signal } : {}),
  });
  if (!result) throw new Error('the simulator gave no operating point');
  return readingOf(result.waveforms, circuit);
}

function readingOf(waveforms: Waveforms, circuit: CrossbarCircuit): SpiceReading {
  const value = (name: string): number => column(waveforms, name)[0] ?? NaN;
  const nodes = (node: (circuit: CrossbarCircuit, row: number, column: number) => string): Float64Array =>
    Float64Array.from({ length: circuit.rows * circuit.columns }, (_, cell) =>
      value(`v(${node(circuit, Math.floor(cell / circuit.columns), cell % circuit.columns)})`),
    );
  // SPICE counts the current of a source from plus to minus inside it: what it delivers is negative.
  const delivered = (name: string, { first, last }: LineDrive): number =>
    (first ? -value(`i(v${name}a)`) : 0) + (last ? -value(`i(v${name}z)`) : 0);
  return {
    word: nodes(wordNode),
    bit: nodes(bitNode),
    wordCurrent: Float64Array.from(circuit.words, (drive, row) => delivered(`w${row + 1}`, drive)),
    bitCurrent: Float64Array.from(circuit.bits, (drive, index) => -delivered(`b${index + 1}`, drive)),
  };
}
