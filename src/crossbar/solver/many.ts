import type { CrossbarCircuit } from '../circuit.js';
import type { CellElement } from '../cell-element.js';
import { FactoredArray } from './direct/factored-array.js';
import type { PortCurrents } from './direct/ports.js';
import type { ArraySolution } from './solution.js';
import { ArraySolver } from './solve.js';

/** From so many vectors on one elimination costs less than solving for each. */
const WORTH_FACTORISING = 6;

/** Cells, and their conductances where they are ohmic. */
export interface ReadCells {
  readonly element: CellElement;
  /** S, row by row */
  readonly conductance?: Float64Array;
}

/**
 * Currents at the ends of the lines for every circuit; they differ in their voltages only. Ohmic cells cost one
 * elimination, others a solve each.
 * @throws UserError, SimulationError as `ArraySolver.solve`
 */
export function currentsOf(circuits: readonly CrossbarCircuit[], cells: ReadCells): PortCurrents[] {
  return (
    factoredFor(circuits, cells)?.currents(circuits) ??
    Array.from(oneByOne(circuits, cells), ({ wordCurrent, bitCurrent, power: { delivered } }) => ({
      wordCurrent,
      bitCurrent,
      delivered,
    }))
  );
}

/** All of every circuit, one after the other. @throws UserError, SimulationError as `ArraySolver.solve` */
export function* solutionsOf(circuits: readonly CrossbarCircuit[], cells: ReadCells): Generator<ArraySolution> {
  const factored = factoredFor(circuits, cells);
  yield* factored ? factored.solve(circuits) : oneByOne(circuits, cells);
}

function factoredFor(circuits: readonly CrossbarCircuit[], { conductance }: ReadCells): FactoredArray | undefined {
  const [first] = circuits;
  return conductance === undefined || first === undefined || circuits.length < WORTH_FACTORISING
    ? undefined
    : FactoredArray.of(first, conductance);
}

function* oneByOne(circuits: readonly CrossbarCircuit[], { element }: ReadCells): Generator<ArraySolution> {
  const [first] = circuits;
  if (first === undefined) return;
  const solver = new ArraySolver(first.rows, first.columns);
  for (const circuit of circuits) yield solver.solve(circuit, element);
}
