import type { Dut } from '../netlist/dut.js';
import { Knob } from './knob.js';

/** A quantity measured on the circuit and its target, for one reference current. */
export interface TrimTarget {
  /** DUT port of the reference current. */
  readonly net: string;
  readonly quantity: string;
  readonly unit: string;
  readonly slope: number;
  readonly target: number;
}

export interface TrimStep {
  readonly iteration: number;
  readonly target: TrimTarget;
  readonly measured: number;
  readonly bias: number;
}

export interface TrimResult {
  /** The circuit with the best biases found; never worse than the one given. */
  readonly dut: Dut;
  readonly steps: readonly TrimStep[];
  readonly converged: boolean;
  /** What was asked for, relative. */
  readonly tolerance: number;
  /** Largest relative error at the end. */
  readonly error: number;
}

/** A quantity within this of its target is met, unless something finer is asked for. */
export const TRIM_TOLERANCE = 2e-3;
const ROUNDS = 9;

/**
 * Closed-loop trim: simulate, correct every bias, repeat. `measure` runs the circuit and returns one number per target,
 * or NaN where nothing could be measured.
 *
 * @param tolerance largest relative error at which every quantity is met
 */
export async function trim(
  dut: Dut,
  targets: readonly TrimTarget[],
  measure: (dut: Dut) => Promise<readonly number[]>,
  tolerance = TRIM_TOLERANCE,
): Promise<TrimResult> {
  const knobs = targets.map(
    ({ net, slope }) => new Knob(dut.references.find((reference) => reference.net === net)?.value ?? NaN, slope),
  );
  const steps: TrimStep[] = [];
  let best = { dut, error: Infinity };
  for (let iteration = 0; iteration < ROUNDS; iteration++) {
    const candidate = dut.withReferences(new Map(targets.map(({ net }, index) => [net, knobs[index]?.value ?? NaN])));
    const measured = await measure(candidate);
    const residuals = targets.map(({ target }, index) => Math.log((measured[index] ?? NaN) / target));
    targets.forEach((target, index) =>
      steps.push({ iteration, target, measured: measured[index] ?? NaN, bias: knobs[index]?.value ?? NaN }),
    );
    if (residuals.some((residual) => !Number.isFinite(residual))) break;
    const error = Math.max(...residuals.map((residual) => Math.abs(Math.expm1(residual))));
    if (error < best.error) best = { dut: candidate, error };
    if (error < tolerance) break;
    residuals.forEach((residual, index) => knobs[index]?.update(residual));
  }
  return { ...best, steps, converged: best.error < tolerance, tolerance };
}
