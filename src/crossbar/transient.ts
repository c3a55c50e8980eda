import { SimulationError } from '../engine/errors.js';
import { Pause } from '../units/pause.js';
import type { CellVoltages, DynamicElement } from './cell-element.js';
import type { CrossbarCircuit, LineDrive } from './circuit.js';
import { cornersOf, courseOf, shareAt, type Course } from './pulse.js';
import type { ArraySolution } from './solver/solution.js';
import { ArraySolver } from './solver/solve.js';

/*
 * Programming an array: the cells' states move, the lines follow at once. Quasi-static: holds while the lines charge
 * much faster than the pulse moves (`lineDelay` below a tenth of an edge); SPICE is the reference where they do not.
 */

export interface TransientOptions {
  /** Largest error of a state in one step; default 1e-6. */
  readonly tolerance?: number;
  /** Largest step, s; default an eighth of the course. */
  readonly maxStep?: number;
  readonly signal?: AbortSignal;
}

export interface TransientResult {
  readonly state: Float64Array;
  /** Joules that the sources delivered, and that each cell turned into heat. */
  readonly delivered: number;
  readonly cellEnergy: Float64Array;
  /** Steps taken and repeated, and solves of the array. */
  readonly steps: number;
  readonly rejected: number;
  readonly solves: number;
}

const MOST_STEPS = 200_000;
const SOLVE_TOLERANCE = 1e-9;

/**
 * Applies a pulse to cells in `state` and returns where they end. The embedded Runge-Kutta pair of order 3(2) of
 * Bogacki and Shampine (Appl. Math. Lett. 2:321, 1989) with steps that end at the corners of the courses; every stage
 * solves the array from the voltages of the stage before.
 * @throws SimulationError of kind `timestep-too-small` or whatever the solver throws; the reason of the signal when it
 *   is aborted
 */
export async function applyPulse(
  circuit: CrossbarCircuit,
  element: DynamicElement,
  state: Float64Array,
  course: Course,
  { tolerance = 1e-6, maxStep = Infinity, signal }: TransientOptions = {},
): Promise<TransientResult> {
  const breather = new Pause();
  // A solve of the array is the longest thing that cannot be divided.
  const pause = async (): Promise<void> => {
    await breather.take();
    signal?.throwIfAborted();
  };
  const corners = cornersOf(course).filter((time) => time > 0);
  const end = corners.at(-1) ?? 0;
  const run = new Programming(new Stages(circuit, element, course), state, circuit.rows * circuit.columns);
  let step = Math.min(end / 1000, maxStep);
  for (const corner of corners) {
    while (run.time < corner) {
      if (run.tries > MOST_STEPS || step < 1e-12 * end)
        throw new SimulationError(
          'timestep-too-small',
          `programming stopped at ${run.time} s of ${end} s: the states move too fast; check the pulse ` +
            `amplitude against the cell's range`,
        );
      const h = run.time + step >= corner * (1 - 1e-12) ? corner - run.time : step;
      const attempt = await run.attempt(h, pause);
      const grow = attempt.error === 0 ? 5 : Math.min(5, Math.max(0.2, 0.9 * (tolerance / attempt.error) ** (1 / 3)));
      if (attempt.error <= tolerance) {
        run.accept(h, corner, attempt);
        step = Math.min(h * grow, end / 8, maxStep);
      } else {
        run.reject();
        step = h * grow;
      }
    }
  }
  return run.result();
}

/** A step that was tried: its error, and the array at its middle, late in it and at its end. */
interface Attempt {
  readonly error: number;
  readonly middle: ArraySolution;
  readonly later: ArraySolution;
  readonly after: ArraySolution;
}

/** The states on their way through a pulse, and what that costs. */
class Programming {
  time = 0;
  private y: Float64Array;
  private next: Float64Array;
  private k1: Float64Array;
  private readonly k2: Float64Array;
  private readonly k3: Float64Array;
  private k4: Float64Array;
  private readonly trial: Float64Array;
  private before: ArraySolution;
  private delivered = 0;
  private readonly cellEnergy: Float64Array;
  private steps = 0;
  private rejected = 0;

  constructor(
    private readonly stages: Stages,
    state: Float64Array,
    cells: number,
  ) {
    const vector = (): Float64Array => new Float64Array(state.length);
    this.y = state.slice();
    [this.k1, this.k2, this.k3, this.k4] = [vector(), vector(), vector(), vector()];
    [this.next, this.trial] = [vector(), vector()];
    this.cellEnergy = new Float64Array(cells);
    this.before = stages.rate(0, this.y, this.k1);
  }

  get tries(): number {
    return this.steps + this.rejected;
  }

  async attempt(h: number, pause: () => Promise<void>): Promise<Attempt> {
    const { time, y, next, trial, k1, k2, k3, k4, stages } = this;
    combine(trial, y, [[h / 2, k1]]);
    const middle = stages.rate(time + h / 2, trial, k2);
    await pause();
    combine(trial, y, [[(3 * h) / 4, k2]]);
    const later = stages.rate(time + (3 * h) / 4, trial, k3);
    await pause();
    combine(next, y, [
      [(2 * h) / 9, k1],
      [h / 3, k2],
      [(4 * h) / 9, k3],
    ]);
    const after = stages.rate(time + h, next, k4);
    await pause();
    let error = 0;
    for (let at = 0; at < y.length; at += 1)
      error = Math.max(error, Math.abs(h * ((-5 / 72) * k1[at]! + k2[at]! / 12 + k3[at]! / 9 - k4[at]! / 8)));
    return { error, middle, later, after };
  }

  accept(h: number, corner: number, { middle, later, after }: Attempt): void {
    // The weights of the third-order step: exact for the parabola that power follows along an edge.
    for (const [weight, solution] of [
      [2 / 9, this.before],
      [1 / 3, middle],
      [4 / 9, later],
    ] as const) {
      this.delivered += h * weight * solution.power.delivered;
      addEnergy(this.cellEnergy, h * weight, solution);
    }
    [this.y, this.next] = [this.next, this.y];
    [this.k1, this.k4] = [this.k4, this.k1];
    this.before = after;
    this.time = h === corner - this.time ? corner : this.time + h;
    this.steps += 1;
  }

  reject(): void {
    this.rejected += 1;
  }

  result(): TransientResult {
    const { y: state, delivered, cellEnergy, steps, rejected, stages } = this;
    return { state, delivered, cellEnergy, steps, rejected, solves: stages.solves };
  }
}

/** Solves the array at a time of the pulse, from the last solution. */
class Stages {
  solves = 0;
  private readonly solver: ArraySolver;
  private last: ArraySolution | undefined;

  constructor(
    private readonly circuit: CrossbarCircuit,
    private readonly element: DynamicElement,
    private readonly course: Course,
  ) {
    this.solver = new ArraySolver(circuit.rows, circuit.columns);
  }

  rate(time: number, state: Float64Array, rate: Float64Array): ArraySolution {
    const scaled = circuitAt(this.circuit, this.course, time);
    this.last = this.solver.solve(scaled, this.element, {
      state,
      tolerance: SOLVE_TOLERANCE,
      ...(this.last ? { start: this.last } : {}),
    });
    this.element.rate(this.last satisfies CellVoltages, state, rate);
    this.solves += 1;
    return this.last;
  }
}

/** The same circuit with its sources at a time of their course. */
export function circuitAt(circuit: CrossbarCircuit, course: Course, time: number): CrossbarCircuit {
  const scale = ({ first, last }: LineDrive, share: number): LineDrive => ({
    ...(first ? { first: { ...first, voltage: first.voltage * share } } : {}),
    ...(last ? { last: { ...last, voltage: last.voltage * share } } : {}),
  });
  const lines = (drives: readonly LineDrive[], kind: 'words' | 'bits') =>
    drives.map((drive, line) => scale(drive, shareAt(courseOf(course, kind, line), time)));
  return { ...circuit, words: lines(circuit.words, 'words'), bits: lines(circuit.bits, 'bits') };
}

/**
 * Elmore delay in seconds of a line of `cells` segments of `resistance` ohms and `capacitance` farads each, behind
 * `driver` ohms (J. Appl. Phys. 19:55, 1948).
 */
export function lineDelay(cells: number, resistance: number, capacitance: number, driver: number): number {
  return capacitance * cells * (driver + (resistance * (cells + 1)) / 2);
}

function combine(out: Float64Array, y: Float64Array, terms: readonly (readonly [number, Float64Array])[]): void {
  out.set(y);
  for (const [factor, k] of terms) for (let at = 0; at < out.length; at += 1) out[at] = out[at]! + factor * k[at]!;
}

function addEnergy(energy: Float64Array, seconds: number, { current, word, bit }: ArraySolution): void {
  for (let cell = 0; cell < energy.length; cell += 1)
    energy[cell] = energy[cell]! + seconds * current[cell]! * (word[cell]! - bit[cell]!);
}
