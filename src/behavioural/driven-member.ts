import type { DeviceModel } from '../devices/device.js';
import { LoadedDevice } from './loaded-device.js';
import { factor, solve, type Factors } from './lu.js';
import { A, ALPHA, C, D, GAMMA } from './rodas.js';

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { abs, max, min } = Math;
const NOWHERE = NaN;

/** One device: its equations, the states it starts in and the walls they stay between. */
export interface DrivenDevice {
  readonly model: DeviceModel;
  readonly start: Float64Array;
  readonly walls: readonly (readonly [number, number])[];
}

/**
 * Hears where the first device of a family is at the start of every step, and at the end: s, states, and their rates
 * per s. The arrays are used again.
 */
export type StepListener = (time: number, state: Float64Array, rate: Float64Array) => void;

/**
 * Stages look at the drive this far inside a line, as a share of it: rates may jump where the voltage changes its sign.
 */
const INSIDE = 1e-9;

/** One device on its way: its states, and the scratch of a step. */
export class Member {
  private readonly n: number;
  private readonly y: Float64Array;
  private readonly next: Float64Array;
  private readonly inside: Float64Array;
  private readonly f0: Float64Array;
  private readonly slope: Float64Array;
  private readonly work: Float64Array;
  private readonly stages: readonly Float64Array[];
  private readonly jacobian: Float64Array;
  private readonly matrix: Float64Array;
  private readonly loaded: LoadedDevice;
  private from = 0;
  private rise = 0;
  private duration = 1;
  private limit = Infinity;
  /** Where f0, the Jacobian and the slope in time were taken; a smaller step from there needs no new ones. */
  private known = NaN;

  constructor(
    private readonly device: DrivenDevice,
    series: number,
  ) {
    this.n = device.start.length;
    this.loaded = new LoadedDevice(device.model, series);
    const scratch = (): Float64Array => new Float64Array(this.n);
    this.y = Float64Array.from(device.start);
    [this.next, this.inside, this.f0, this.slope, this.work] = [scratch(), scratch(), scratch(), scratch(), scratch()];
    this.stages = ALPHA.map(scratch);
    this.jacobian = new Float64Array(this.n * this.n);
    this.matrix = new Float64Array(this.n * this.n);
  }

  /** From here on the source goes from one voltage to another. */
  follow(from: number, to: number, duration: number, limit: number): void {
    this.from = from;
    this.rise = to - from;
    this.duration = duration;
    this.limit = limit;
    this.known = NOWHERE;
  }

  currentAt(volts: number, limit: number): number {
    return this.loaded.current(volts, this.y, limit);
  }

  /** Tries a step; returns its error over what is allowed. */
  attempt(elapsed: number, h: number, allowed: Float64Array): number {
    const { n, y, next, work, stages } = this;
    if (this.known !== elapsed) this.linearise(elapsed);
    const factors = this.iterationMatrix(h);
    for (let stage = 0; stage < stages.length; stage += 1) {
      const [a, c, u] = [A[stage]!, C[stage]!, stages[stage]!];
      if (stage === 0) work.set(this.f0);
      else {
        for (let i = 0; i < n; i += 1) {
          let value = y[i]!;
          for (let j = 0; j < a.length; j += 1) value += a[j]! * stages[j]![i]!;
          next[i] = value;
        }
        this.rate(elapsed + ALPHA[stage]! * h, next, work);
      }
      for (let i = 0; i < n; i += 1) {
        let value = work[i]! + h * D[stage]! * this.slope[i]!;
        for (let j = 0; j < c.length; j += 1) value += (c[j]! / h) * stages[j]![i]!;
        work[i] = value;
      }
      if (factors === undefined) u[0] = work[0]! / this.matrix[0]!;
      else solve(factors, work, u);
    }
    const last = stages[5]!;
    let ratio = 0;
    for (let i = 0; i < n; i += 1) {
      next[i] = next[i]! + last[i]!;
      const share = abs(last[i]!) / allowed[i]!;
      if (!(share <= ratio)) ratio = share;
    }
    return ratio;
  }

  accept(): void {
    for (let i = 0; i < this.n; i += 1) {
      const [low, high] = this.device.walls[i]!;
      this.y[i] = min(max(this.next[i]!, low), high);
    }
    this.known = NOWHERE;
  }

  /** Of a step that was tried: where it begins. */
  tell(time: number, listener: StepListener): void {
    listener(time, this.y, this.f0);
  }

  /** At the end of the last line. */
  arrive(time: number, listener: StepListener): void {
    this.rate(this.duration, this.y, this.f0);
    listener(time, this.y, this.f0);
  }

  private linearise(elapsed: number): void {
    const { n, y, f0, slope, work, next, jacobian } = this;
    this.rate(elapsed, y, f0);
    const early = elapsed < 0.5 * this.duration ? 1 : -1;
    const later = 1e-6 * this.duration * early;
    this.rate(elapsed + later, y, slope);
    for (let i = 0; i < n; i += 1) slope[i] = (slope[i]! - f0[i]!) / later;
    for (let j = 0; j < n; j += 1) {
      const [low, high] = this.device.walls[j]!;
      // Towards the middle: beyond a wall nothing moves.
      const delta = 1e-6 * (high - low) * (y[j]! > 0.5 * (low + high) ? -1 : 1);
      next.set(y);
      next[j] = y[j]! + delta;
      this.rate(elapsed, next, work);
      for (let i = 0; i < n; i += 1) jacobian[i * n + j] = (work[i]! - f0[i]!) / delta;
    }
    this.known = elapsed;
  }

  private iterationMatrix(h: number): Factors | undefined {
    const { n, matrix, jacobian } = this;
    for (let i = 0; i < n * n; i += 1) matrix[i] = -jacobian[i]!;
    for (let i = 0; i < n; i += 1) matrix[i * n + i] = matrix[i * n + i]! + 1 / (h * GAMMA);
    return n === 1 ? undefined : factor(matrix, n);
  }

  private rate(elapsed: number, state: Float64Array, out: Float64Array): void {
    const { inside, device } = this;
    for (let i = 0; i < this.n; i += 1) {
      const [low, high] = device.walls[i]!;
      inside[i] = min(max(state[i]!, low), high);
    }
    const place = min(max(elapsed / this.duration, INSIDE), 1 - INSIDE);
    device.model.derivative(this.loaded.across(this.from + this.rise * place, inside, this.limit), inside, 0, out, 0);
  }
}
