import type { Simulator } from '../../engine/simulator.js';
import type { Table } from '../../result/table.js';
import { FRACTION } from '../../result/verdict.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { arrayCircuit } from '../bias.js';
import type { Cells } from '../cells/cells.js';
import { ohmicCells } from '../cells/ohmic.js';
import { sinhCells } from '../cells/sinh.js';
import { spiceRead } from '../netlist/spice-read.js';
import type { CrossbarCircuit } from '../circuit.js';
import { branchCurrents } from '../solver/branches.js';
import type { PortCurrents } from '../solver/direct/ports.js';
import { currentsOf, solutionsOf } from '../solver/many.js';
import type { ArraySolution } from '../solver/solution.js';
import { loadMatrix } from '../spec/matrix-csv.js';
import type { ArraySpec, ReadSpec } from '../spec/schema.js';
import { assertBiasFits, conductancesOf, conductingCells, uniform } from './array-cells.js';
import { drifted, idealProduct, noisy, quantised, rmsError } from './product.js';
import { measuredCells, type MeasuredCells } from './measured.js';
import type { AnalysisContext, FilesBeside } from './context.js';
import { cellName, worstCell, measuredOf, type AnalysisResult, type CellMap } from './result.js';
import { assertSpiceSize } from './spice-size.js';

/** A cause of error: how it changes the cells, or that the wires are there. */
interface Cause {
  readonly name: string;
  readonly cells?: (conductance: Float64Array) => Float64Array;
  readonly nonlinear?: number;
  readonly wires?: boolean;
}

/**
 * Reads the array with every input vector and separates what is wrong with the products: each cause alone against ideal
 * ohmic cells without wires, and all of them together, which is what the array does.
 */
export async function analyseRead(array: ArraySpec, read: ReadSpec, context: AnalysisContext): Promise<AnalysisResult> {
  const { columns } = array;
  const { simulator, signal } = context;
  const bench = new ReadBench(array, conductancesOf(array, context), inputVectors(read, array, context));
  const measured = measuredCells(array);
  const causes = [...causesOf(read), ...measuredCauses(measured, columns)];
  const errors: [string, number][] = [];
  for (const cause of causes) {
    signal?.throwIfAborted();
    errors.push([cause.name, bench.errorOf(bench.read([cause]))]);
  }
  const readings = bench.read(causes);
  const total = bench.errorOf(readings);
  const first = bench.first(causes);
  return {
    action: 'read',
    measured: measuredOf<'read'>({
      'product-error': total,
      'current-loss': loss(readings, bench.ideal),
      'read-power': readings.reduce((sum, { delivered }) => sum + delivered, 0) / readings.length,
      'read-agreement': simulator && (await agreement(simulator, bench, causes, first, signal)),
    }),
    tables: [errorTable([...errors, ['all together', total]]), powerTable(first)],
    figures: [],
    maps: [dropMap(bench, first)],
    output: {
      unit: 'A',
      rows: readings.length,
      columns,
      values: matrixOf(readings, columns),
    },
    details: () => bench.details(causes),
    notes: [
      `${readings.length} input vector${readings.length === 1 ? '' : 's'}; the first in ${first.steps} steps of ` +
        `conjugate gradients, last correction ${first.accuracy.toExponential(1)} of a line's drop`,
      ...(measured?.notes() ?? []),
    ],
  };
}

/** An array that is read with the same vectors under different causes of error. */
class ReadBench {
  /** Product of each vector with the wanted conductances, A. */
  readonly ideal: readonly Float64Array[];

  constructor(
    readonly array: ArraySpec,
    private readonly wanted: Float64Array,
    readonly inputs: readonly Float64Array[],
  ) {
    this.ideal = inputs.map((vector) => idealProduct(wanted, vector, array.columns));
  }

  /** Cells and wires as these causes leave them. */
  under(causes: readonly Cause[]): ReturnType<typeof changed> {
    return changed(this.array, this.wanted, causes);
  }

  read(causes: readonly Cause[]): PortCurrents[] {
    const { cells, circuits } = this.asked(causes);
    return currentsOf(circuits, cells);
  }

  /** All nodes for the first vector. */
  first(causes: readonly Cause[]): ArraySolution {
    const { cells, circuits } = this.asked(causes);
    for (const solution of solutionsOf(circuits.slice(0, 1), cells)) return solution;
    throw new RangeError('a read without input vectors');
  }

  /** Every cell of every vector, as rows of a table. */
  *details(causes: readonly Cause[]): Generator<readonly number[]> {
    const { cells, circuits } = this.asked(causes);
    const { columns } = this.array;
    let vector = 0;
    for (const solution of solutionsOf(circuits, cells)) {
      const { word, bit, current } = solution;
      const branches = branchCurrents(circuits[vector]!, solution);
      vector += 1;
      for (let cell = 0; cell < current.length; cell += 1)
        yield [
          vector,
          Math.floor(cell / columns) + 1,
          (cell % columns) + 1,
          word[cell]!,
          bit[cell]!,
          current[cell]!,
          branches.word[cell]!,
          branches.bit[cell]!,
        ];
    }
  }

  private asked(causes: readonly Cause[]): {
    readonly cells: ReturnType<typeof changed>['cells'];
    readonly circuits: readonly CrossbarCircuit[];
  } {
    const { cells, wires } = this.under(causes);
    return { cells, circuits: this.inputs.map((vector) => arrayCircuit(wires, lines(vector, this.array))) };
  }

  errorOf(readings: readonly PortCurrents[]): number {
    return rmsError(
      readings.map(({ bitCurrent }) => bitCurrent),
      this.ideal,
    );
  }
}

/** Largest difference of a current from SPICE for the first vector, as a share of the current. */
async function agreement(
  simulator: Simulator,
  bench: ReadBench,
  causes: readonly Cause[],
  { bitCurrent }: ArraySolution,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { array, inputs } = bench;
  assertSpiceSize(array.rows, array.columns, false, 'read-agreement');
  const { cells, wires } = bench.under(causes);
  const reading = await spiceRead(
    simulator,
    arrayCircuit(wires, lines(inputs[0]!, array)),
    cells.spice,
    signal ? { signal } : {},
  );
  const scale = bitCurrent.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return reading.bitCurrent.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - bitCurrent[at]!) / Math.max(Math.abs(value), 1e-6 * scale)),
    0,
  );
}

function errorTable(rows: readonly [string, number][]): Table {
  return {
    title: 'Error of the vector-matrix product by cause',
    columns: [{ title: 'cause' }, { title: 'RMS error', unit: FRACTION }],
    rows,
    caption: 'Each cause alone against ideal cells without wires; causes do not simply add.',
  };
}

function powerTable({ power }: ArraySolution): Table {
  return {
    title: 'Power of the first vector',
    columns: [{ title: 'where' }, { title: 'power', unit: 'W' }],
    rows: (['delivered', 'cells', 'wires', 'ends'] as const).map((key) => [key, power[key]]),
  };
}

function dropMap({ array: { rows, columns }, inputs }: ReadBench, { word, bit }: ArraySolution): CellMap {
  const vector = inputs[0]!;
  const drop = word.map((value, cell) => vector[Math.floor(cell / columns)]! - (value - bit[cell]!));
  const worst = worstCell(drop);
  return {
    title: 'IR drop',
    unit: 'V',
    rows,
    columns,
    values: drop,
    caption:
      `Input voltage that does not arrive at each cell, first vector. Worst: ` +
      `${cellName(worst, columns)}, ${formatQuantity(drop[worst]!, 'V')}.`,
  };
}

function causesOf({ errors: { levels, noise, drift, nonlinearity, seed } }: ReadSpec): Cause[] {
  return [
    { name: 'wires, drivers, sense resistances and access elements', wires: true },
    ...(nonlinearity === undefined ? [] : [{ name: 'nonlinear cells', nonlinear: nonlinearity }]),
    ...(levels === undefined
      ? []
      : [{ name: `quantisation to ${levels} levels`, cells: (g: Float64Array) => quantised(g, levels) }]),
    ...(noise === undefined
      ? []
      : [{ name: `noise of ${formatPercent(noise)}`, cells: (g: Float64Array) => noisy(g, noise, seed) }]),
    ...(drift === undefined
      ? []
      : [
          {
            name: `drift over ${formatQuantity(drift.time, 's')}`,
            cells: (g: Float64Array) => drifted(g, drift.exponent, drift.time, drift.reference),
          },
        ]),
  ];
}

/** What the cards of fits say of the cells, each drawn once. */
function measuredCauses(measured: MeasuredCells | undefined, columns: number): Cause[] {
  if (measured === undefined) return [];
  const { after } = measured;
  return [
    ...(after === undefined
      ? []
      : [
          {
            name: `relaxation over ${formatQuantity(after, 's')}, as measured`,
            cells: onceOf((g) => measured.relaxed(g, columns)),
          },
        ]),
    ...(measured.noisyReads ? [{ name: 'noise of a read, as measured', cells: onceOf((g) => measured.read(g)) }] : []),
  ];
}

/** The same answer for the same cells, so that a cause alone and all together see one draw. */
function onceOf(make: (conductance: Float64Array) => Float64Array): (conductance: Float64Array) => Float64Array {
  let factors: Float64Array | undefined;
  return (conductance) => {
    factors ??= make(conductance).map((value, cell) => (conductance[cell] === 0 ? 1 : value / conductance[cell]!));
    const drawn = factors;
    return conductance.map((value, cell) => value * drawn[cell]!);
  };
}

function changed(
  array: ArraySpec,
  wanted: Float64Array,
  causes: readonly Cause[],
): { cells: Cells & { readonly conductance?: Float64Array }; wires: ArraySpec['wires'] } {
  const conductance = causes.reduce((values, { cells }) => cells?.(values) ?? values, wanted);
  const scale = causes.find(({ nonlinear }) => nonlinear !== undefined)?.nonlinear;
  const device =
    scale === undefined
      ? ohmicCells(conductance)
      : sinhCells(
          conductance.map((value) => value * scale),
          scale,
        );
  const real = causes.some(({ wires }) => wires === true);
  const everyRow = Array.from({ length: array.rows }, (_, row) => row);
  const cells = real ? conductingCells(array, device, everyRow) : device;
  return {
    cells: cells.element.linear ? { ...cells, conductance } : cells,
    wires: real ? array.wires : { ...array.wires, word: 0, bit: 0, driver: 0, sense: 0, ends: 'one' },
  };
}

function lines(vector: Float64Array, array: ArraySpec) {
  const voltages = { words: [...vector], bits: new Array<number>(array.columns).fill(0) };
  assertBiasFits(array, voltages);
  return voltages;
}

/** One vector per read, volts. */
function inputVectors({ inputs }: ReadSpec, { rows }: ArraySpec, files: FilesBeside): Float64Array[] {
  if (inputs.csv !== undefined) {
    const matrix = loadMatrix(inputs.csv, files.folder, 'voltage', () => true);
    files.tell?.(matrix.reading);
    if (matrix.rows !== rows)
      throw new UserError([
        {
          file: inputs.csv,
          message: `there are ${matrix.rows} rows of voltages and ${rows} word lines; write one row per word line`,
        },
      ]);
    return Array.from({ length: matrix.columns }, (_, vector) =>
      Float64Array.from({ length: rows }, (__, row) => matrix.values[row * matrix.columns + vector]!),
    );
  }
  if (!inputs.random) return [new Float64Array(rows).fill(inputs.uniform ?? 0)];
  const { low, high, vectors, seed } = inputs.random;
  const next = uniform(seed);
  return Array.from({ length: vectors }, () => Float64Array.from({ length: rows }, () => low + (high - low) * next()));
}

/** Output currents, one row per vector. */
function matrixOf(readings: readonly PortCurrents[], columns: number): Float64Array {
  const values = new Float64Array(readings.length * columns);
  readings.forEach(({ bitCurrent }, vector) => values.set(bitCurrent, vector * columns));
  return values;
}

/** Mean share of the wanted current that is missing. */
function loss(readings: readonly PortCurrents[], ideal: readonly Float64Array[]): number {
  let [missing, whole] = [0, 0];
  readings.forEach(({ bitCurrent }, index) =>
    bitCurrent.forEach((value, at) => {
      missing += Math.abs(ideal[index]![at]!) - Math.sign(ideal[index]![at]!) * value;
      whole += Math.abs(ideal[index]![at]!);
    }),
  );
  return missing / whole;
}
