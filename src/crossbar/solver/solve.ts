import { SimulationError } from '../../engine/errors.js';
import { assertCircuit, type CrossbarCircuit } from '../circuit.js';
import { NO_STATE, type CellElement, type CellVoltages } from '../cell-element.js';
import { assertNoIsland } from './islands.js';
import { addWireCurrents, factorLines, lineFamily, makeFactors, type LineFamily } from './lines.js';
import { dot, makeScratch, solveReduced, type LinearArray } from './reduced-cg.js';
import { arraySolution, type ArraySolution } from './solution.js';

export interface SolveOptions {
  /** States of the cells, for elements that have some. */
  readonly state?: Float64Array;
  /** Node voltages to start from, such as those of the step before. */
  readonly start?: Pick<ArraySolution, 'word' | 'bit'>;
  /** Largest last correction of a node as a share of the drop along its line; default 1e-12 for ohmic cells, 1e-10 for others. */
  readonly tolerance?: number;
}

const LINEAR_TOLERANCE = 1e-12;
const NONLINEAR_TOLERANCE = 1e-10;

/** Corrections beyond which something is wrong: Newton's method needs 3 to 8, iterative refinement 2 or 3. */
const MOST_CORRECTIONS = 60;

/** Steps of conjugate gradients in one correction; wires as resistive as the cells need some hundred. */
const MOST_STEPS = 20_000;

/**
 * Node voltages and currents of an array in equilibrium. One loop serves ohmic and nonlinear cells: the unbalanced current
 * at every node is computed from the wires and the cells as they are, and a linear solve (`solveReduced`) corrects the voltages.
 * For ohmic cells that is iterative refinement, for others Newton's method with a line search on the co-content, which is convex
 * for cells whose current never falls with voltage (Millar, Phil. Mag. 42:1150, 1951).
 *
 * An instance keeps its memory (19 numbers per cell) between solves of arrays of one size.
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
  solve(circuit: CrossbarCircuit, element: CellElement, { state = NO_STATE, start, tolerance = element.linear ? LINEAR_TOLERANCE : NONLINEAR_TOLERANCE }: SolveOptions = {}): ArraySolution {
    assertCircuit(circuit);
    if (circuit.rows * circuit.columns !== this.cells) throw new RangeError(`a solver for ${this.cells} cells was given ${circuit.rows} x ${circuit.columns}`);
    const words = lineFamily('word', circuit.rows, circuit.columns, circuit.wordSegment, circuit.words);
    const bits = lineFamily('bit', circuit.rows, circuit.columns, circuit.bitSegment, circuit.bits);
    const array: LinearArray = { words, bits, wordFactors: this.wordFactors, bitFactors: this.bitFactors, conductance: this.conductance };
    const { deviation, correction, residual } = this;
    startFrom(words, start?.word, deviation.word);
    startFrom(bits, start?.bit, deviation.bit);
    const floor = 1e-20 * Math.max(1e-6, ...extremes(words), ...extremes(bits));
    this.balance(array, element, state);
    assertNoIsland(circuit, this.conductance);
    let steps = 0;
    let change = Infinity;
    for (let corrections = 1; ; corrections += 1) {
      if (corrections === 1 || !element.linear) {
        factorLines(words, this.conductance, this.wordFactors);
        factorLines(bits, this.conductance, this.bitFactors);
      }
      const accuracy = innerTolerance(element.linear, corrections, change, tolerance);
      steps += solveReduced(array, residual.word, residual.bit, correction.word, correction.bit, accuracy, MOST_STEPS, this.scratch);
      const share = this.advance(array, element, state);
      const before = change;
      change = share * Math.max(lineChange(words, deviation.word, correction.word, floor), lineChange(bits, deviation.bit, correction.bit, floor));
      if (!Number.isFinite(change)) throw new SimulationError('not-finite', 'the array has a node voltage that is no number; check the cells for infinite conductances');
      if (change <= tolerance) break;
      if (change > 0.5 * before && change < 1e-9) break; // rounding errors are all that is left
      if (corrections === MOST_CORRECTIONS) {
        throw new SimulationError('no-convergence', `the array did not settle: after ${corrections} corrections the voltages still change by ${change.toExponential(1)} of the drop along a line`);
      }
      // From now on a floating line is counted from where it is, so that the drop along it keeps its digits.
      if (corrections === 1 && element.linear) {
        recentre(words, deviation.word);
        recentre(bits, deviation.bit);
        this.balance(array, element, state);
      }
    }
    this.setVoltages(array);
    return arraySolution({ circuit, words, bits, deviation, voltage: this.voltage, current: this.current, steps, accuracy: change });
  }

  /** Residuals at the present voltages: what the wires and the cells bring into each node, amperes. */
  private balance({ words, bits }: LinearArray, element: CellElement, state: Float64Array): void {
    const { residual, deviation, current, cells } = this;
    this.setVoltages({ words, bits });
    element.evaluate(this.voltage, state, { current, conductance: this.conductance });
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

  /** Takes the correction, or the share of it at which the co-content stops falling; leaves the new residuals. Returns the share. */
  private advance(array: LinearArray, element: CellElement, state: Float64Array): number {
    const { correction, residual } = this;
    const slope = (): number => dot(residual.word, correction.word) + dot(residual.bit, correction.bit);
    const atStart = slope();
    let share = 1;
    this.move(1);
    this.balance(array, element, state);
    if (element.linear || !(atStart > 0)) return share;
    for (let tries = 0; tries < 20; tries += 1) {
      const here = slope();
      if (here >= -0.5 * atStart) break;
      // Gone too far: the slope changes its sign before `share`, where a straight line between both slopes says.
      const nearer = share * Math.min(0.5, Math.max(0.1, atStart / (atStart - here)));
      this.move(nearer - share);
      share = nearer;
      this.balance(array, element, state);
    }
    return share;
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

/** The first linear solve goes as deep as wanted, the next ones only mend it; Newton's steps get as exact as the last one was small. */
function innerTolerance(linear: boolean, corrections: number, change: number, wanted: number): number {
  if (linear) return corrections === 1 ? Math.max(1e-12, wanted) : 1e-4;
  return Math.min(1e-2, Math.max(1e-6, change * change));
}

function startFrom(family: LineFamily, voltage: Float64Array | undefined, deviation: Float64Array): void {
  if (voltage) forEachNode(family, (line, at) => (deviation[at] = voltage[at]! - family.reference[line]!));
  else deviation.fill(0);
  // An ideal line that a source holds is at that source, whatever it was before.
  if (family.segment !== Infinity) return;
  forEachNode(family, (line, at) => {
    if (family.first[line] === Infinity) deviation[at] = family.firstVoltage[line]! - family.reference[line]!;
    else if (family.last[line] === Infinity) deviation[at] = family.lastVoltage[line]! - family.reference[line]!;
  });
}

function addReference(family: LineFamily, deviation: Float64Array, voltage: Float64Array): void {
  forEachNode(family, (line, at) => (voltage[at] = family.reference[line]! + deviation[at]!));
}

/** Counts lines that nothing drives from the voltage of their middle. */
function recentre(family: LineFamily, deviation: Float64Array): void {
  const middle = (family.length >> 1) * family.stepStride;
  for (let line = 0; line < family.lines; line += 1) {
    if (family.first[line] !== 0 || family.last[line] !== 0) continue;
    const shift = deviation[line * family.lineStride + middle]!;
    family.reference[line] = family.reference[line]! + shift;
    for (let step = 0; step < family.length; step += 1) {
      const at = line * family.lineStride + step * family.stepStride;
      deviation[at] = deviation[at]! - shift;
    }
  }
}

/** Largest correction on any line as a share of what that line deviates from its reference. */
function lineChange(family: LineFamily, deviation: Float64Array, correction: Float64Array, floor: number): number {
  let worst = 0;
  for (let line = 0; line < family.lines; line += 1) {
    const floats = family.first[line] === 0 && family.last[line] === 0;
    let size = floats ? Math.abs(family.reference[line]!) : 0;
    let moved = 0;
    for (let step = 0; step < family.length; step += 1) {
      const at = line * family.lineStride + step * family.stepStride;
      size = Math.max(size, Math.abs(deviation[at]!));
      moved = Math.max(moved, Math.abs(correction[at]!));
      if (Number.isNaN(correction[at]!)) return NaN;
    }
    worst = Math.max(worst, moved / Math.max(size, floor));
  }
  return worst;
}

function extremes({ firstVoltage, lastVoltage }: LineFamily): number[] {
  return [firstVoltage, lastVoltage].map((voltages) => voltages.reduce((largest, voltage) => Math.max(largest, Math.abs(voltage)), 0));
}

function forEachNode({ lines, length, lineStride, stepStride }: LineFamily, visit: (line: number, at: number) => void): void {
  for (let line = 0; line < lines; line += 1) {
    for (let step = 0; step < length; step += 1) visit(line, line * lineStride + step * stepStride);
  }
}
