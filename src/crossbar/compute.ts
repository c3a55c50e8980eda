import { UserError } from '../units/user-error.js';
import { arrayCircuit, type Wires } from './bias.js';
import { ohmic, type CellElement } from './cell-element.js';
import { sinhCells } from './cells/sinh.js';
import type { CrossbarCircuit } from './circuit.js';
import { branchCurrents } from './solver/branches.js';
import { currentsOf, solutionsOf, type ReadCells } from './solver/many.js';
import { LARGEST_SIDE, MOST_CELLS } from './spec/fields.js';

/** What to compute; everything but voltages and resistances may be left out. */
export interface ComputeInput {
  /** V, one row per word line and one column per input vector; `undefined` leaves the line floating. */
  readonly voltages: readonly (readonly (number | undefined)[])[];
  /** Ohms, one row per word line and one column per bit line; Infinity for an open cell. */
  readonly resistances: readonly (readonly number[])[];
  /** Ohms; 0 where absent. Word lines are driven at column 1, bit lines sensed at the last row, or all at both ends. */
  readonly wires?: Partial<Wires>;
  /** V at which each bit line is held, one per bit line; 0 V where absent, floating where `undefined`. */
  readonly bitVoltages?: readonly (number | undefined)[];
  /** V0 of cells of I = V0 / R sinh(V / V0); ohmic cells where absent. */
  readonly nonlinearity?: number;
  /** Cells of one's own instead of both; `resistances` then only says how many there are. */
  readonly element?: CellElement;
  /** Whether voltages and currents inside the array are wanted; true where absent. */
  readonly inside?: boolean;
}

/** By input vector; what is inside an array row by row. */
export interface Computed {
  readonly rows: number;
  readonly columns: number;
  readonly vectors: number;
  readonly currents: {
    /** A out of every bit line, and into every word line. */
    readonly output: readonly Float64Array[];
    readonly input: readonly Float64Array[];
    /** A through every cell, from word line to bit line. */
    readonly device?: readonly Float64Array[];
    /** A in the segment before the node of a cell, as seen from column 1. */
    readonly wordLine?: readonly Float64Array[];
    /** A in the segment behind the node of a cell, towards the last row. */
    readonly bitLine?: readonly Float64Array[];
  };
  /** V at the node of every cell on its word line and on its bit line. */
  readonly voltages?: { readonly wordLine: readonly Float64Array[]; readonly bitLine: readonly Float64Array[] };
}

/** Most numbers of a result that is held in memory: 2 GB. */
const MOST_NUMBERS = 250_000_000;

/**
 * All voltages and currents of an array of cells with resistive lines, for many input vectors.
 * @throws UserError for matrices that do not fit each other, numbers that are none, and results beyond memory
 * @throws SimulationError where nonlinear cells do not settle
 */
export function computeArray(input: ComputeInput): Computed {
  const { rows, columns, vectors } = sizesOf(input);
  assertMemory(input, rows, columns, vectors);
  const circuits = circuitsOf(input, columns, vectors);
  const cells = cellsOf(input, rows, columns);
  if (input.inside === false) {
    const found = currentsOf(circuits, cells);
    return {
      rows,
      columns,
      vectors,
      currents: { output: found.map((each) => each.bitCurrent), input: found.map((each) => each.wordCurrent) },
    };
  }
  const all = Array.from(solutionsOf(circuits, cells), (solution, vector) => ({
    ...solution,
    branches: branchCurrents(circuits[vector]!, solution),
  }));
  return {
    rows,
    columns,
    vectors,
    currents: {
      output: all.map(({ bitCurrent }) => bitCurrent),
      input: all.map(({ wordCurrent }) => wordCurrent),
      device: all.map(({ current }) => current),
      wordLine: all.map(({ branches }) => branches.word),
      bitLine: all.map(({ branches }) => branches.bit),
    },
    voltages: { wordLine: all.map(({ word }) => word), bitLine: all.map(({ bit }) => bit) },
  };
}

/** Before any of it is taken. */
function assertMemory({ inside = true }: ComputeInput, rows: number, columns: number, vectors: number): void {
  const numbers = inside ? 5 * rows * columns * vectors : (rows + columns) * vectors;
  if (numbers > MOST_NUMBERS)
    fail(
      `${vectors} vectors of ${rows} x ${columns} cells are ${numbers} numbers, expected at most ${MOST_NUMBERS}; ` +
        `compute fewer vectors at a time${inside ? ', or set "inside" to false' : ''}`,
    );
}

function fail(message: string): never {
  throw new UserError([{ message }]);
}

function sizesOf({ voltages, resistances, bitVoltages }: ComputeInput) {
  const [rows, columns, vectors] = [resistances.length, resistances[0]?.length ?? 0, voltages[0]?.length ?? 0];
  if (rows < 1 || columns < 1) fail('there are no resistances; give one row per word line');
  if (rows > LARGEST_SIDE || columns > LARGEST_SIDE || rows * columns > MOST_CELLS)
    fail(
      `${rows} x ${columns} cells, expected at most ${LARGEST_SIDE} lines each way and ${MOST_CELLS} cells; take a ` +
        `smaller array`,
    );
  if (voltages.length !== rows || vectors < 1)
    fail(
      `there are ${voltages.length} rows of voltages and ${rows} word lines; give one row per word line and one ` +
        `column per input vector`,
    );
  const assertWidth = (what: string, list: readonly (readonly unknown[])[], width: number): void => {
    const wrong = list.findIndex((row) => row.length !== width);
    if (wrong >= 0)
      fail(
        `row ${wrong + 1} of the ${what} has ${list[wrong]!.length} numbers and row 1 has ${width}; make them the same`,
      );
  };
  assertWidth('resistances', resistances, columns);
  assertWidth('voltages', voltages, vectors);
  if (bitVoltages && bitVoltages.length !== columns)
    fail(`there are ${bitVoltages.length} bit-line voltages and ${columns} bit lines; give one per bit line`);
  return { rows, columns, vectors };
}

/** One per vector. Lines float in all vectors or in none: which do decides about the circuit. */
function circuitsOf({ voltages, wires = {}, bitVoltages }: ComputeInput, columns: number, vectors: number) {
  voltages.forEach((line, row) => {
    const open = line.filter((volts) => volts === undefined).length;
    if (open > 0 && open < vectors)
      fail(`word line ${row + 1} floats in ${open} of ${vectors} vectors; let a line float in all of them or in none`);
  });
  const bits = bitVoltages ?? new Array<number>(columns).fill(0);
  const all: Wires = { word: 0, bit: 0, driver: 0, sense: 0, ends: 'one', ...wires };
  return Array.from({ length: vectors }, (_, vector): CrossbarCircuit =>
    arrayCircuit(all, { words: voltages.map((line) => line[vector]), bits }),
  );
}

function cellsOf({ resistances, nonlinearity, element }: ComputeInput, rows: number, columns: number): ReadCells {
  if (element) return { element };
  const conductance = new Float64Array(rows * columns);
  resistances.forEach((line, row) =>
    line.forEach((ohms, column) => {
      if (!(ohms > 0))
        fail(
          `the cell at row ${row + 1}, column ${column + 1} has ${ohms} ohm; give a positive number, or Infinity for ` +
            `an open cell`,
        );
      conductance[row * columns + column] = 1 / ohms;
    }),
  );
  if (nonlinearity === undefined) return { element: ohmic(conductance), conductance };
  if (!(nonlinearity > 0 && Number.isFinite(nonlinearity)))
    fail(`"nonlinearity" is ${nonlinearity} V; give a positive voltage, or leave it out for ohmic cells`);
  return {
    element: sinhCells(
      conductance.map((siemens) => siemens * nonlinearity),
      nonlinearity,
    ).element,
  };
}
