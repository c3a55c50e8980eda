import { ModelError } from './model-error.js';
import { factor, solve, type Factors } from './lu.js';

/**
 * Adaptive integration of small stiff systems: the Rosenbrock pair of orders 2 and 3 (Shampine, Reichelt: The MATLAB
 * ODE suite, SIAM J. Sci. Comput. 18:1 (1997), "ode23s"). A current source that discharges 10 fF within 0.1 us and a
 * capacitor that takes a second stand side by side in one synapse, so an explicit method will not do.
 */
export interface OdeSystem {
  readonly dimension: number;
  /** Writes dy/dt into `out`. */
  derivative(y: Float64Array, out: Float64Array): void;
  /**
   * Side of component j on which the Jacobian is probed; the right when absent. Where a bound puts a kink into the
   * derivative, a probe beyond it would see a wall of 1e9/s where the system is slow, and the step would do nothing.
   */
  probe?(y: Float64Array, j: number): 1 | -1;
}

export interface StepControl {
  /** Absolute tolerance per component, in the unit of y. */
  readonly tolerance: number;
  readonly firstStep: number;
  readonly maxStep: number;
}

/**
 * A system that needs more steps between two switchings is not integrable in practice: an error, not a hanging process.
 */
const MOST_STEPS = 100_000;
const D = 1 / (2 + Math.SQRT2);
const E32 = 6 + Math.SQRT2;

/**
 * Integrates an autonomous system over `duration` seconds, in place; calls `onStep` after every accepted step.
 *
 * @throws ModelError when the step size underflows or there is no end of steps: the system is not integrable at this
 *   tolerance
 */
export function integrate(
  system: OdeSystem,
  y: Float64Array,
  duration: number,
  control: StepControl,
  onStep?: (time: number, y: Float64Array) => void,
): void {
  const stages = new Stages(system, y);
  let time = 0;
  let step = Math.min(control.firstStep, control.maxStep, duration);
  for (let steps = 0; time < duration; steps++) {
    if (steps > MOST_STEPS)
      throw new ModelError(
        `the behavioural model needs more than ${MOST_STEPS} steps and is only at ${time} of ${duration} s`,
      );
    step = Math.min(step, control.maxStep, duration - time);
    if (step < 1e-15 * Math.max(duration, 1e-3)) {
      if (duration - time <= 1e-12 * duration) return;
      throw new ModelError(`the behavioural model needs a step below ${step} s at ${time} s`);
    }
    stages.linearise();
    for (let attempt = 0; ; attempt++) {
      if (attempt > 40) throw new ModelError(`the behavioural model finds no step at ${time} s`);
      const ratio = stages.attempt(step) / control.tolerance;
      if (ratio <= 1) {
        time += step;
        stages.accept();
        onStep?.(time, y);
        step *= Math.min(4, 0.8 / Math.max(1e-3, Math.cbrt(ratio)));
        break;
      }
      step *= Number.isFinite(ratio) ? Math.max(0.1, 0.8 / Math.cbrt(ratio)) : 0.1;
    }
  }
}

/** The stages of one step from y: derivatives at its start, middle and end, and the three slopes made of them. */
class Stages {
  private readonly f0: Float64Array;
  private readonly f1: Float64Array;
  private readonly f2: Float64Array;
  private readonly k1: Float64Array;
  private readonly k2: Float64Array;
  private readonly k3: Float64Array;
  private readonly next: Float64Array;
  private jacobian: Float64Array = new Float64Array();

  constructor(
    private readonly system: OdeSystem,
    private readonly y: Float64Array,
  ) {
    const vector = (): Float64Array => new Float64Array(system.dimension);
    [this.f0, this.f1, this.f2] = [vector(), vector(), vector()];
    [this.k1, this.k2, this.k3, this.next] = [vector(), vector(), vector(), vector()];
    system.derivative(y, this.f0);
  }

  linearise(): void {
    this.jacobian = numericJacobian(this.system, this.y, this.f0);
  }

  /** Tries a step. @returns its error, in the unit of y */
  attempt(step: number): number {
    const { system, y, f0, f1, f2, k1, k2, k3, next } = this;
    const n = system.dimension;
    const lu = iterationMatrix(this.jacobian, n, step * D);
    solve(lu, f0, k1);
    for (let i = 0; i < n; i++) next[i] = (y[i] ?? 0) + 0.5 * step * (k1[i] ?? 0);
    system.derivative(next, f1);
    for (let i = 0; i < n; i++) k2[i] = (f1[i] ?? 0) - (k1[i] ?? 0);
    solve(lu, k2, k2);
    for (let i = 0; i < n; i++) k2[i] = (k2[i] ?? 0) + (k1[i] ?? 0);
    for (let i = 0; i < n; i++) next[i] = (y[i] ?? 0) + step * (k2[i] ?? 0);
    system.derivative(next, f2);
    for (let i = 0; i < n; i++)
      k3[i] = (f2[i] ?? 0) - E32 * ((k2[i] ?? 0) - (f1[i] ?? 0)) - 2 * ((k1[i] ?? 0) - (f0[i] ?? 0));
    solve(lu, k3, k3);
    let error = 0;
    for (let i = 0; i < n; i++)
      error = Math.max(error, Math.abs((step / 6) * ((k1[i] ?? 0) - 2 * (k2[i] ?? 0) + (k3[i] ?? 0))));
    return error;
  }

  accept(): void {
    this.y.set(this.next);
    this.f0.set(this.f2);
  }
}

function numericJacobian(system: OdeSystem, y: Float64Array, f0: Float64Array): Float64Array {
  const n = system.dimension;
  const jacobian = new Float64Array(n * n);
  const shifted = new Float64Array(n);
  const probe = Float64Array.from(y);
  for (let j = 0; j < n; j++) {
    const delta = 1e-5 * (system.probe?.(y, j) ?? 1);
    probe[j] = (y[j] ?? 0) + delta;
    system.derivative(probe, shifted);
    probe[j] = y[j] ?? 0;
    for (let i = 0; i < n; i++) jacobian[i * n + j] = ((shifted[i] ?? 0) - (f0[i] ?? 0)) / delta;
  }
  return jacobian;
}

/** LU factors of I - h d J. */
function iterationMatrix(jacobian: Float64Array, n: number, hd: number): Factors {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) matrix[i * n + j] = (i === j ? 1 : 0) - hd * (jacobian[i * n + j] ?? 0);
  return factor(matrix, n);
}
