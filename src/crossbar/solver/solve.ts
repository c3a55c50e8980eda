import { SimulationError } from '../../engine/errors.js';
import { assertCircuit, type CrossbarCircuit } from '../circuit.js';
import { NO_STATE, type CellElement, type CellVoltages } from '../cell-element.js';
import { assertNoIsland } from './islands.js';
import { addReference, extremes, lineChange, netCurrent, recentre, startFrom } from './line-voltages.js';
import { addWireCurrents, factorLines, lineFamily, makeFactors } from './lines.js';
import { makeBicgstabScratch, solveReducedGated, type BicgstabScratch } from './reduced-bicgstab.js';
import { dot, makeScratch, solveReduced, type LinearArray } from './reduced-cg.js';
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

/**
 * Corrections beyond which something is wrong: Newton's method needs 3 to 8, iterative refinement 2 or 3; a floating
 * line that only switched-off transistors discharge goes by one thermal voltage per step.
 */
const MOST_CORRECTIONS = 200;

/** Share of all the cells' currents at which an imbalance is rounding errors. */
const ROUNDING = 1e-10;

/** Shares of one correction that are tried. */
const MOST_TRIES = 20;

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
    const words = lineFamily('word', circuit.rows, circuit.columns, circuit.wordSegment, circuit.words);
    const bits = lineFamily('bit', circuit.rows, circuit.columns, circuit.bitSegment, circuit.bits);
    const gated =
      element.gated === true
        ? (this.gatedScratch ??= { ...makeBicgstabScratch(this.cells), bitConductance: new Float64Array(this.cells) })
        : undefined;
    const array: LinearArray = {
      words,
      bits,
      wordFactors: this.wordFactors,
      bitFactors: this.bitFactors,
      conductance: this.conductance,
      bitConductance: gated?.bitConductance ?? this.conductance,
    };
    const { deviation, correction, residual } = this;
    startFrom(words, start?.word, deviation.word);
    startFrom(bits, start?.bit, deviation.bit);
    const volts = Math.max(1e-6, ...extremes(words), ...extremes(bits));
    this.balance(array, element, state);
    assertNoIsland(circuit, this.conductance);
    let steps = 0;
    let change = Infinity;
    for (let corrections = 1; ; corrections += 1) {
      if (corrections === 1 || !element.linear) {
        factorLines(words, array.conductance, this.wordFactors);
        factorLines(bits, array.bitConductance, this.bitFactors);
      }
      const accuracy = innerTolerance(element.linear, corrections, change, tolerance);
      steps += gated
        ? solveReducedGated(
            array,
            residual.word,
            residual.bit,
            correction.word,
            correction.bit,
            accuracy,
            MOST_STEPS,
            gated,
          )
        : solveReduced(
            array,
            residual.word,
            residual.bit,
            correction.word,
            correction.bit,
            accuracy,
            MOST_STEPS,
            this.scratch,
          );
      this.advance(array, element, state);
      const before = change;
      // The whole correction, not the share of it that was taken: a line search that gets nowhere is not settled.
      change = Math.max(
        lineChange(words, deviation.word, correction.word, volts),
        lineChange(bits, deviation.bit, correction.bit, volts),
      );
      if (!Number.isFinite(change))
        throw new SimulationError(
          'not-finite',
          'the array has a node voltage that is no number; check the cells for infinite conductances',
        );
      if (change <= tolerance) break;
      if (change > 0.5 * before && change < 1e-9) break; // rounding errors are all that is left
      if (corrections === MOST_CORRECTIONS) {
        throw new SimulationError(
          'no-convergence',
          `the array did not settle: after ${corrections} corrections the voltages still change by ` +
            `${change.toExponential(1)} of the drop along a line`,
        );
      }
      // From now on a floating line is counted from where it is, so that the drop along it keeps its digits.
      if (corrections === 1 || !element.linear) {
        recentre(words, deviation.word);
        recentre(bits, deviation.bit);
        if (element.linear) this.balance(array, element, state);
      }
    }
    this.setVoltages(array);
    return arraySolution({
      circuit,
      words,
      bits,
      deviation,
      voltage: this.voltage,
      current: this.current,
      steps,
      accuracy: change,
    });
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
    const goTo = (from: number, share: number): void => {
      this.move(share - from);
      this.balance(array, element, state);
    };
    if (element.linear) goTo(0, 1);
    else if (element.gated === true) this.reduceImbalance(array, goTo);
    else this.descend(goTo);
  }

  /** Goes where the co-content stops falling along the correction. */
  private descend(goTo: (from: number, share: number) => void): void {
    const { correction, residual } = this;
    const slope = (): number => dot(residual.word, correction.word) + dot(residual.bit, correction.bit);
    const atStart = slope();
    goTo(0, 1);
    if (!(atStart > 0)) return;
    let share = 1;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const here = slope();
      if (here >= -0.5 * atStart) return;
      // Gone too far: the slope changes its sign before `share`, where a straight line between both slopes says.
      const nearer = share * Math.min(0.5, Math.max(0.1, atStart / (atStart - here)));
      goTo(share, nearer);
      share = nearer;
    }
  }

  /**
   * Halves the correction until the unbalanced currents have fallen (Armijo's rule; Newton's direction lessens any norm
   * of them).
   */
  private reduceImbalance({ words, bits }: LinearArray, goTo: (from: number, share: number) => void): void {
    const imbalance = (): number => netCurrent(words, this.residual.word) + netCurrent(bits, this.residual.bit);
    const atStart = imbalance();
    goTo(0, 1);
    // Below the rounding errors of the large currents the small ones, which floating lines live on, cannot be seen.
    if (atStart <= ROUNDING * this.current.reduce((sum, value) => sum + Math.abs(value), 0)) return;
    let share = 1;
    for (let tries = 0; tries < MOST_TRIES && !(imbalance() <= (1 - 1e-4 * share) * atStart); tries += 1) {
      goTo(share, share / 2);
      share /= 2;
    }
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

/**
 * The first linear solve goes as deep as wanted, the next ones only mend it; Newton's steps get as exact as the last
 * one was small.
 */
function innerTolerance(linear: boolean, corrections: number, change: number, wanted: number): number {
  if (linear) return corrections === 1 ? Math.max(1e-12, wanted) : 1e-4;
  return Math.min(1e-2, Math.max(1e-6, change * change));
}
