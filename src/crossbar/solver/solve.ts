import { SimulationError } from '../../engine/errors.js';
import { assertCircuit, type CrossbarCircuit } from '../circuit.js';
import { NO_STATE, type CellElement, type CellVoltages } from '../cell-element.js';
import { assertNoIsland } from './islands.js';
import { addReference, extremes, lineChange, netCurrent, recentre, startFrom } from './line-voltages.js';
import { downSlope, lessen, type GoTo } from './line-search.js';
import { addWireCurrents, factorLines, lineFamily, makeFactors } from './lines.js';
import { makeBicgstabScratch, solveReducedGated, type BicgstabScratch } from './reduced-bicgstab.js';
import { makeScratch, solveReduced } from './reduced-cg.js';
import { dot, type LinearArray } from './reduced-system.js';
import { assertSettling, innerTolerance } from './settling.js';
import { arraySolution, type ArraySolution } from './solution.js';

export interface SolveOptions {
  /** States of the cells, for elements that have some. */
  readonly state?: Float64Array;
  /** Node voltages to start from, such as those of the step before. */
  readonly start?: Pick<ArraySolution, 'word' | 'bit'>;
  /**
   * Largest last correction of a node as a share of the drop along its line; default 1e-12 for ohmic cells, 1e-10 for
   * others.
   */
  readonly tolerance?: number;
}

const LINEAR_TOLERANCE = 1e-12;
const NONLINEAR_TOLERANCE = 1e-10;

/** Share of all the cells' currents at which an imbalance is rounding errors. */
const ROUNDING = 1e-10;

/** Steps of conjugate gradients in one correction; wires as resistive as the cells need some hundred. */
const MOST_STEPS = 20_000;

/**
 * Node voltages and currents of an array in equilibrium. One loop serves ohmic and nonlinear cells: the unbalanced
 * current at every node is computed from the wires and the cells as they are, and a linear solve (`solveReduced`)
 * corrects the voltages. For ohmic cells that is iterative refinement, for others Newton's method with a line search on
 * the co-content, which is convex for cells whose current never falls with voltage (Millar, Phil. Mag. 42:1150, 1951).
 * Gated cells have none; there the unbalanced currents themselves have to fall.
 *
 * An instance keeps its memory (19 numbers per cell, 26 for gated cells) between solves of arrays of one size.
 */
export class ArraySolver {
  private readonly cells: number;
  private readonly deviation: CellVoltages;
  private readonly correction: CellVoltages;
  private readonly residual: CellVoltages;
  private readonly voltage: CellVoltages;
  private readonly current: Float64Array;
  private readonly conductance: Float64Array;
  private readonly wordFactors;
  private readonly bitFactors;
  private readonly scratch;
  private gatedScratch: (BicgstabScratch & { readonly bitConductance: Float64Array }) | undefined;

  constructor(rows: number, columns: number) {
    this.cells = rows * columns;
    const pair = (): CellVoltages => ({ word: new Float64Array(this.cells), bit: new Float64Array(this.cells) });
    this.deviation = pair();
    this.correction = pair();
    this.residual = pair();
    this.voltage = pair();
    this.current = new Float64Array(this.cells);
    this.conductance = new Float64Array(this.cells);
    this.wordFactors = makeFactors(this.cells);
    this.bitFactors = makeFactors(this.cells);
    this.scratch = makeScratch(this.cells);
  }

  /**
   * @throws UserError for a circuit that has no unique solution
   * @throws SimulationError of kind `no-convergence` or `not-finite`
   */
  solve(
    circuit: CrossbarCircuit,
    element: CellElement,
    { state = NO_STATE, start, tolerance = element.linear ? LINEAR_TOLERANCE : NONLINEAR_TOLERANCE }: SolveOptions = {},
  ): ArraySolution {
    assertCircuit(circuit);
    if (circuit.rows * circuit.columns !== this.cells)
      throw new RangeError(`a solver for ${this.cells} cells was given ${circuit.rows} x ${circuit.columns}`);
    const array = this.linearised(circuit, element);
    const { words, bits } = array;
    startFrom(words, start?.word, this.deviation.word);
    startFrom(bits, start?.bit, this.deviation.bit);
    this.balance(array, element, state);
    assertNoIsland(circuit, this.conductance);
    const { steps, change } = this.settle(array, element, state, tolerance);
    this.setVoltages(array);
    return arraySolution({
      circuit,
      words,
      bits,
      deviation: this.deviation,
      voltage: this.voltage,
      current: this.current,
      steps,
      accuracy: change,
    });
  }

  private linearised(circuit: CrossbarCircuit, element: CellElement): LinearArray {
    return {
      words: lineFamily('word', circuit.rows, circuit.columns, circuit.wordSegment, circuit.words),
      bits: lineFamily('bit', circuit.rows, circuit.columns, circuit.bitSegment, circuit.bits),
      wordFactors: this.wordFactors,
      bitFactors: this.bitFactors,
      conductance: this.conductance,
      bitConductance: element.gated === true ? this.gatedMemory().bitConductance : this.conductance,
    };
  }

  private gatedMemory(): NonNullable<typeof this.gatedScratch> {
    return (this.gatedScratch ??= {
      ...makeBicgstabScratch(this.cells),
      bitConductance: new Float64Array(this.cells),
    });
  }

  /** Corrects the voltages until they rest. @returns the steps that took, and the last change as a share of a drop */
  private settle(
    array: LinearArray,
    element: CellElement,
    state: Float64Array,
    tolerance: number,
  ): { readonly steps: number; readonly change: number } {
    const { words, bits } = array;
    const volts = Math.max(1e-6, ...extremes(words), ...extremes(bits));
    let steps = 0;
    let change = Infinity;
    for (let corrections = 1; ; corrections += 1) {
      if (corrections === 1 || !element.linear) {
        factorLines(words, array.conductance, this.wordFactors);
        factorLines(bits, array.bitConductance, this.bitFactors);
      }
      steps += this.correct(array, element, innerTolerance(element.linear, corrections, change, tolerance));
      this.advance(array, element, state);
      const before = change;
      change = this.changeOf(array, volts);
      if (change <= tolerance) break;
      if (change > 0.5 * before && change < 1e-9) break; // rounding errors are all that is left
      assertSettling(corrections, change);
      // From now on a floating line is counted from where it is, so that the drop along it keeps its digits.
      if (corrections === 1 || !element.linear) {
        recentre(words, this.deviation.word);
        recentre(bits, this.deviation.bit);
        if (element.linear) this.balance(array, element, state);
      }
    }
    return { steps, change };
  }

  /** Solves the linearised array for the correction. @returns steps that it took */
  private correct(array: LinearArray, element: CellElement, accuracy: number): number {
    const { residual, correction } = this;
    const { word, bit } = correction;
    return element.gated === true
      ? solveReducedGated(array, residual.word, residual.bit, word, bit, accuracy, MOST_STEPS, this.gatedMemory())
      : solveReduced(array, residual.word, residual.bit, word, bit, accuracy, MOST_STEPS, this.scratch);
  }

  /** The whole correction, not the share of it that was taken: a line search that gets nowhere is not settled. */
  private changeOf({ words, bits }: LinearArray, volts: number): number {
    const { deviation, correction } = this;
    const change = Math.max(
      lineChange(words, deviation.word, correction.word, volts),
      lineChange(bits, deviation.bit, correction.bit, volts),
    );
    if (!Number.isFinite(change))
      throw new SimulationError(
        'not-finite',
        'the array has a node voltage that is no number; check the cells for infinite conductances',
      );
    return change;
  }

  /** Residuals at the present voltages: what the wires and the cells bring into each node, amperes. */
  private balance(
    { words, bits, conductance, bitConductance }: LinearArray,
    element: CellElement,
    state: Float64Array,
  ): void {
    const { residual, deviation, current, cells } = this;
    this.setVoltages({ words, bits });
    element.evaluate(
      this.voltage,
      state,
      element.gated === true ? { current, conductance, bitConductance } : { current, conductance },
    );
    for (let cell = 0; cell < cells; cell += 1) {
      residual.word[cell] = -current[cell]!;
      residual.bit[cell] = current[cell]!;
    }
    addWireCurrents(words, deviation.word, residual.word);
    addWireCurrents(bits, deviation.bit, residual.bit);
  }

  private setVoltages({ words, bits }: Pick<LinearArray, 'words' | 'bits'>): void {
    addReference(words, this.deviation.word, this.voltage.word);
    addReference(bits, this.deviation.bit, this.voltage.bit);
  }

  /** Takes the correction or a share of it; leaves the new residuals. */
  private advance(array: LinearArray, element: CellElement, state: Float64Array): void {
    const goTo: GoTo = (from, share) => {
      this.move(share - from);
      this.balance(array, element, state);
    };
    if (element.linear) goTo(0, 1);
    else if (element.gated === true) this.reduceImbalance(array, goTo);
    else this.descend(goTo);
  }

  private descend(goTo: GoTo): void {
    const { correction, residual } = this;
    downSlope(() => dot(residual.word, correction.word) + dot(residual.bit, correction.bit), goTo);
  }

  private reduceImbalance({ words, bits }: LinearArray, goTo: GoTo): void {
    const { residual, current } = this;
    lessen(
      () => netCurrent(words, residual.word) + netCurrent(bits, residual.bit),
      // Below the rounding errors of the large currents the small ones, which floating lines live on, cannot be seen.
      () => ROUNDING * current.reduce((sum, value) => sum + Math.abs(value), 0),
      goTo,
    );
  }

  private move(share: number): void {
    const { deviation, correction, cells } = this;
    for (let cell = 0; cell < cells; cell += 1) {
      deviation.word[cell] = deviation.word[cell]! + share * correction.word[cell]!;
      deviation.bit[cell] = deviation.bit[cell]! + share * correction.bit[cell]!;
    }
  }
}

/** Solves one array; for many of one size keep an `ArraySolver`. */
export function solveArray(circuit: CrossbarCircuit, element: CellElement, options: SolveOptions = {}): ArraySolution {
  return new ArraySolver(circuit.rows, circuit.columns).solve(circuit, element, options);
}
