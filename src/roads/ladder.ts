import { SimulationError, type SimulationErrorKind } from '../engine/errors.js';
import type { Bench } from '../netlist/testbench.js';

/** One way of simulating the same circuit that converges more easily, and is less exact. */
export interface Rung {
  /** What a report says: `method=gear`. */
  readonly name: string;
  /**
   * Share by which it may move a result, rounded up from what it moves tau, peak and the window of the circuits of
   * src/spec/simulator-option-lists.ts: a result this near to its limit is not trusted.
   */
  readonly moves: number;
  readonly change: (bench: Bench) => Bench;
}

/** Failures that other numerics may cure. A limit of time, a wrong circuit or a dead worker are none. */
const CURABLE: ReadonlySet<SimulationErrorKind> = new Set([
  'timestep-too-small',
  'no-convergence',
  'singular-matrix',
  'not-finite',
  // An engine that cannot find its operating point directly may find it without what it was told of the start.
  'not-started',
]);

/** Rise and fall time of events on the last rung, s; the shortest pulse is twice as long. */
const SLOW_EDGE = 5e-6;

const GEAR = { method: 'gear' };
// Coarser is no help: at reltol 1e-2 weight changes are 24 % wrong, and abstol 1e-13 comes near the currents
// (src/spec/simulator-option-lists.ts).
const RELTOL = { ...GEAR, reltol: 3e-4 };
const ABSTOL = { ...RELTOL, abstol: 1e-14, vntol: 1e-5, chgtol: 1e-18 };

/**
 * What is tried, in this order, when a transient does not converge: Gear's integration, which damps what the
 * trapezoidal rule lets ring; then coarser tolerances; then slower edges of the events. The first that gives a result
 * is named beside it.
 */
export const LADDER: readonly Rung[] = [
  rung('method=gear', 0.015, GEAR),
  rung('method=gear, reltol=3e-4', 0.03, RELTOL),
  rung('method=gear, reltol=3e-4, abstol=1e-14', 0.05, ABSTOL),
  {
    name: 'method=gear, reltol=3e-4, abstol=1e-14, edges of 5 us',
    moves: 0.06,
    change: (bench) => ({ ...bench, options: { ...bench.options, ...ABSTOL }, edge: SLOW_EDGE }),
  },
];

/**
 * Simulates, and where that does not converge, climbs the ladder.
 * @returns the result, and the rung that gave it; none when the first attempt did
 * @throws the error of the first attempt when no rung helps
 */
export async function climb<Result>(
  bench: Bench,
  simulate: (bench: Bench) => Promise<Result>,
): Promise<{ readonly result: Result; readonly recovered?: string }> {
  try {
    return { result: await simulate(bench) };
  } catch (error) {
    return recover(bench, simulate, error);
  }
}

/** Share by which a result may be off that converged only on this rung. */
export function movesOf(recovered: string): number {
  return LADDER.find(({ name }) => name === recovered)?.moves ?? Infinity;
}

/** The same after a first attempt that failed with `error`. */
export async function recover<Result>(
  bench: Bench,
  simulate: (bench: Bench) => Promise<Result>,
  error: unknown,
): Promise<{ readonly result: Result; readonly recovered: string }> {
  if (!isCurable(error)) throw error;
  for (const { name, change } of LADDER) {
    try {
      return { result: await simulate(change(bench)), recovered: name };
    } catch (again) {
      // Anything else, such as an interrupt, ends the climb.
      if (!isCurable(again)) throw again;
    }
  }
  throw new SimulationError(
    error.kind,
    `${error.message}; ${LADDER.map(({ name }) => name).join('; ')} did not help either`,
    error.log,
    { cause: error },
  );
}

function isCurable(error: unknown): error is SimulationError {
  return error instanceof SimulationError && CURABLE.has(error.kind);
}

function rung(name: string, moves: number, options: Readonly<Record<string, string | number>>): Rung {
  return { name, moves, change: (bench) => ({ ...bench, options: { ...bench.options, ...options } }) };
}
