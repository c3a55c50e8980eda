import { assertCircuit, type CrossbarCircuit } from '../../circuit.js';
import { assertNoIsland } from '../islands.js';
import { addReference, recentre, startFrom } from '../line-voltages.js';
import { addWireCurrents, lineFamily, type LineFamily } from '../lines.js';
import { arraySolution, type ArraySolution } from '../solution.js';
import { dissect, type Separator } from './dissection.js';
import { factorise } from './factors.js';
import { eliminationOf, sizeOf, type Elimination } from './fronts.js';
import { portCurrents, type PortCurrents } from './ports.js';
import { BATCH, Substitution } from './substitution.js';
import { arrayGraph, type ArrayGraph } from './unknowns.js';

/** Most numbers of factors: 0.5 GB. */
const LARGEST_FACTORS = 64_000_000;

/**
 * An array of ohmic cells that is factorised once and then read with as many voltages as wanted. For one vector
 * `ArraySolver` is faster, and it needs less memory.
 */
export class FactoredArray {
  private substitution: Substitution | undefined;
  /** By cell: where its two nodes stand in the order of elimination; -1 for a line that a source holds. */
  private readonly places: { readonly word: Int32Array; readonly bit: Int32Array };
  private readonly slots: Pair[][] = [];

  private constructor(
    private readonly circuit: CrossbarCircuit,
    private readonly conductance: Float64Array,
    private readonly graph: ArrayGraph,
    private readonly separator: Separator,
    private readonly elimination: Elimination,
  ) {
    const placesOf = (nodes: Int32Array): Int32Array => nodes.map((node) => (node < 0 ? -1 : elimination.order[node]!));
    this.places = { word: placesOf(graph.wordNode), bit: placesOf(graph.bitNode) };
  }

  /**
   * @param circuit its wires and which ends are driven; the voltages do not matter
   * @param conductance S, row by row; 0 for an open cell
   * @returns undefined where the factors would take more memory than `most` numbers
   * @throws UserError for a circuit that has no unique solution
   */
  static of(circuit: CrossbarCircuit, conductance: Float64Array, most = LARGEST_FACTORS): FactoredArray | undefined {
    assertCircuit(circuit);
    assertNoIsland(circuit, conductance);
    if (expectedSize(circuit) > most) return undefined;
    const { words, bits } = familiesOf(circuit);
    const graph = arrayGraph(words, bits, conductance);
    const ideal = { word: words.segment === Infinity, bit: bits.segment === Infinity };
    const separator = dissect(graph, circuit, ideal);
    const elimination = eliminationOf(graph.nodes, graph.edges, separator);
    if (sizeOf(elimination.fronts) > most) return undefined;
    return new FactoredArray(circuit, conductance, graph, separator, elimination);
  }

  /**
   * Currents at the ends of the lines alone, by the conductances between the sources (a transfer matrix): one
   * elimination
   * and one product a vector.
   * @param circuits the same array at other voltages
   */
  currents(circuits: readonly CrossbarCircuit[]): PortCurrents[] {
    circuits.forEach((circuit) => this.assertSame(circuit));
    return portCurrents(this.graph, this.separator, circuits);
  }

  /** All node voltages and currents, one after the other. @param circuits the same array at other voltages */
  *solve(circuits: readonly CrossbarCircuit[]): Generator<ArraySolution> {
    for (let at = 0; at < circuits.length; at += BATCH) yield* this.solveBatch(circuits.slice(at, at + BATCH));
  }

  private solveBatch(circuits: readonly CrossbarCircuit[]): ArraySolution[] {
    const substitution = (this.substitution ??= this.factorised());
    const values = new Float64Array(this.graph.nodes * BATCH);
    const states = circuits.map((circuit, which) => this.begin(circuit, which));
    const floats = [...this.circuit.words, ...this.circuit.bits].some(
      ({ first, last }) => (first ?? last) === undefined,
    );
    // What a floating line differs by along itself is found from where it is.
    for (let pass = 0; pass < (floats ? 2 : 1); pass += 1) {
      values.fill(0);
      states.forEach((state, which) => this.bringIn(state, which, values));
      substitution.solve(values);
      states.forEach((state, which) => this.takeOut(state, which, values));
    }
    return states.map((state) => this.solutionOf(state));
  }

  private factorised(): Substitution {
    const { graph, elimination } = this;
    const { fronts, order } = elimination;
    const grounded = new Float64Array(graph.nodes);
    graph.couplings.from.forEach((node, at) => {
      grounded[order[node]!] = grounded[order[node]!]! + graph.couplings.siemens[at]!;
    });
    return new Substitution(fronts, factorise(fronts, graph.edges.siemens, grounded));
  }

  /** Memory of one vector of a batch, used again for every batch. */
  private slot(which: number): Pair[] {
    const cells = this.conductance.length;
    const pair = (): Pair => ({ word: new Float64Array(cells), bit: new Float64Array(cells) });
    return (this.slots[which] ??= [pair(), pair(), pair()]);
  }

  private begin(circuit: CrossbarCircuit, which: number): Unsettled {
    this.assertSame(circuit);
    const { words, bits } = familiesOf(circuit);
    const [deviation, voltage, residual] = this.slot(which) as [Pair, Pair, Pair];
    startFrom(words, undefined, deviation.word);
    startFrom(bits, undefined, deviation.bit);
    return { circuit, words, bits, deviation, voltage, residual };
  }

  /** Unbalanced currents at the present voltages. */
  private bringIn(state: Unsettled, which: number, values: Float64Array): void {
    const { words, bits, deviation, residual } = state;
    const { word, bit } = this.places;
    this.cellCurrents(state, residual.bit);
    for (let cell = 0; cell < residual.bit.length; cell += 1) residual.word[cell] = -residual.bit[cell]!;
    addWireCurrents(words, deviation.word, residual.word);
    addWireCurrents(bits, deviation.bit, residual.bit);
    const add = (places: Int32Array, amperes: Float64Array): void => {
      for (let cell = 0; cell < places.length; cell += 1) {
        const node = places[cell]!;
        if (node < 0) continue;
        const at = node * BATCH + which;
        values[at] = values[at]! + amperes[cell]!;
      }
    };
    add(word, residual.word);
    add(bit, residual.bit);
  }

  private takeOut({ words, bits, deviation }: Unsettled, which: number, values: Float64Array): void {
    const take = (places: Int32Array, volts: Float64Array): void => {
      for (let cell = 0; cell < places.length; cell += 1) {
        const node = places[cell]!;
        if (node >= 0) volts[cell] = volts[cell]! + values[node * BATCH + which]!;
      }
    };
    take(this.places.word, deviation.word);
    take(this.places.bit, deviation.bit);
    recentre(words, deviation.word);
    recentre(bits, deviation.bit);
  }

  private cellCurrents({ words, bits, deviation, voltage }: Unsettled, current: Float64Array): void {
    addReference(words, deviation.word, voltage.word);
    addReference(bits, deviation.bit, voltage.bit);
    const { conductance } = this;
    for (let cell = 0; cell < current.length; cell += 1)
      current[cell] = conductance[cell]! * (voltage.word[cell]! - voltage.bit[cell]!);
  }

  private solutionOf(state: Unsettled): ArraySolution {
    const current = state.residual.word;
    this.cellCurrents(state, current);
    return arraySolution({ ...state, current, steps: 1, accuracy: 0 });
  }

  private assertSame({ rows, columns, wordSegment, bitSegment, words, bits }: CrossbarCircuit): void {
    const same = (a: CrossbarCircuit['words'], b: CrossbarCircuit['words']): boolean =>
      a.every(({ first, last }, line) => {
        const other = b[line];
        return first?.resistance === other?.first?.resistance && last?.resistance === other?.last?.resistance;
      });
    const { circuit } = this;
    if (
      rows !== circuit.rows ||
      columns !== circuit.columns ||
      wordSegment !== circuit.wordSegment ||
      bitSegment !== circuit.bitSegment ||
      !same(words, circuit.words) ||
      !same(bits, circuit.bits)
    )
      throw new RangeError('a factorised array was given another circuit; only its voltages may differ');
  }
}

/**
 * Numbers that factors of an array take, before any memory is: 31/4 N log2 n for N nodes of an n x n grid (George,
 * 1973),
 * of which this is a little less.
 */
function expectedSize({ rows, columns }: CrossbarCircuit): number {
  return 7 * rows * columns * Math.max(1, Math.log2(Math.min(rows, columns)));
}

interface Pair {
  readonly word: Float64Array;
  readonly bit: Float64Array;
}

/** One vector on its way: nodes as they deviate from the reference of their line, and scratch. */
interface Unsettled {
  readonly circuit: CrossbarCircuit;
  readonly words: LineFamily;
  readonly bits: LineFamily;
  readonly deviation: Pair;
  readonly voltage: Pair;
  readonly residual: Pair;
}

function familiesOf({ rows, columns, wordSegment, bitSegment, words, bits }: CrossbarCircuit) {
  return {
    words: lineFamily('word', rows, columns, wordSegment, words),
    bits: lineFamily('bit', rows, columns, bitSegment, bits),
  };
}
