import { arrayCircuit, biasLines, type BiasScheme, type LineVoltages, type Wires } from '../bias.js';
import { ohmic } from '../cell-element.js';
import { currentsOf } from '../solver/many.js';
import { ArraySolver } from '../solver/solve.js';
import type { ArraySpec } from '../spec/schema.js';

/* How an array of weights is read and written: over its wires, or as if it had none. */

const NO_WIRES: Wires = { word: 0, bit: 0, driver: 0, sense: 0, ends: 'one' };

/** Reads of ohmic cells, A out of every bit line. */
export class Reader {
  private readonly solver: ArraySolver;

  constructor(
    private readonly array: Pick<ArraySpec, 'rows' | 'columns' | 'wires'>,
    private readonly wired: boolean,
  ) {
    this.solver = new ArraySolver(array.rows, array.columns);
  }

  /** @param inputs V of the word lines; bit lines are at 0 V */
  one(conductance: Float64Array, inputs: Float64Array): Float64Array {
    return this.wired
      ? this.solver.solve(this.circuit(inputs), ohmic(conductance), { tolerance: 1e-9 }).bitCurrent
      : this.product(conductance, inputs);
  }

  /** The same cells for many inputs. */
  many(conductance: Float64Array, inputs: readonly Float64Array[]): Float64Array[] {
    if (!this.wired) return inputs.map((one) => this.product(conductance, one));
    const circuits = inputs.map((one) => this.circuit(one));
    return currentsOf(circuits, { element: ohmic(conductance), conductance }).map(({ bitCurrent }) => bitCurrent);
  }

  private circuit(inputs: Float64Array) {
    const { wires, columns } = this.array;
    return arrayCircuit(wires, { words: [...inputs], bits: new Array<number>(columns).fill(0) });
  }

  private product(conductance: Float64Array, inputs: Float64Array): Float64Array {
    const { rows, columns } = this.array;
    const out = new Float64Array(columns);
    for (let row = 0; row < rows; row += 1) {
      const volts = inputs[row]!;
      if (volts === 0) continue;
      for (let column = 0; column < columns; column += 1)
        out[column] = out[column]! + volts * conductance[row * columns + column]!;
    }
    return out;
  }
}

/** Conductance of a cell at a share of the pulse's voltage, S. */
type Chord = (cell: number, share: number) => number;

/** Solves after which the chords of the cells are those at their own voltages, within a thousandth of the pulse's. */
const ROUNDS = 3;

/** Voltages across all cells while some are written, as shares of the pulse's. */
export class Writer {
  private readonly solver: ArraySolver;
  private readonly shares: Float64Array;

  constructor(
    private readonly array: Pick<ArraySpec, 'rows' | 'columns' | 'wires'>,
    private readonly scheme: BiasScheme,
    private readonly wired: boolean,
  ) {
    this.solver = new ArraySolver(array.rows, array.columns);
    this.shares = new Float64Array(array.rows * array.columns);
  }

  /** @param chord of the cells, where it is known: their currents drop voltage along the wires */
  sharesOf(
    rows: readonly number[],
    columns: readonly number[],
    voltage: number,
    chord: Chord | undefined,
  ): Float64Array {
    const { array, scheme, shares } = this;
    const all = rows.length === array.rows && columns.length === array.columns;
    const lines = biasLines(all ? 'ground' : scheme, { rows, columns, voltage }, array);
    const floats = [...lines.words, ...lines.bits].includes(undefined);
    this.fromLines(lines, voltage);
    if (chord === undefined || !(this.wired || floats)) return shares;
    const circuit = arrayCircuit(this.wired ? array.wires : NO_WIRES, lines);
    const conductance = new Float64Array(shares.length);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let cell = 0; cell < shares.length; cell += 1) conductance[cell] = chord(cell, shares[cell]!);
      const { word, bit } = this.solver.solve(circuit, ohmic(conductance), { tolerance: 1e-6 });
      let moved = 0;
      for (let cell = 0; cell < shares.length; cell += 1) {
        const share = (word[cell]! - bit[cell]!) / voltage;
        moved = Math.max(moved, Math.abs(share - shares[cell]!));
        shares[cell] = share;
      }
      if (moved < 1e-4) break;
    }
    return shares;
  }

  /** Lines that float take no voltage of their own here: a card does not say what its cells conduct meanwhile. */
  private fromLines({ words, bits }: LineVoltages, voltage: number): void {
    const { columns } = this.array;
    words.forEach((word, row) =>
      bits.forEach((bit, column) => {
        this.shares[row * columns + column] = word === undefined || bit === undefined ? 0 : (word - bit) / voltage;
      }),
    );
  }
}
