import type { DeviceModel } from '../devices/device.js';
import { LoadedDevice } from './loaded-device.js';
import { factor, solve, type Factors } from './lu.js';
import { ModelError } from './model-error.js';
import { A, ALPHA, C, D, GAMMA } from './rodas.js';

// Taken once: where a test runner keeps modules in a context of their own, every mention of Math costs more than the
// function.
const { abs, max, min, sqrt } = Math;
const [UNLIMITED, NOWHERE] = [Infinity, NaN];

/** What an instrument applied: straight lines between its points. SI. */
export interface InstrumentDrive {
  /** Rising. */
  readonly time: Float64Array;
  readonly volts: Float64Array;
  /** Ohms between source and device. */
  readonly series: number;
  /**
   * Largest current that the source gives at each point, A; no limit where not given. Between two points that of the
   * second holds.
   */
  readonly compliance?: Float64Array;
}

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
 * A device that needs more steps than these to follow a measurement has parameters that no instrument could have
 * followed: for a switching, and per point.
 */
const MOST_STEPS = { switching: 5000, perPoint: 20 };
/**
 * Stages look at the drive this far inside a line, as a share of it: rates may jump where the voltage changes its sign.
 */
const INSIDE = 1e-9;

/**
 * Currents of a family of devices at the points of a drive, A: a row per device. The steps are chosen for the first;
 * the others take the same, so that the differences between neighbours in parameters carry no noise of the step control
 * (internal numerical differentiation: Bock 1981). Made for fits, where it is run ten thousand times; `simulateDevice`
 * is the independent check of it.
 *
 * @param tolerance error of a step as a share of the current
 * @throws ModelError when the first device cannot be followed
 */
export function respond(
  family: readonly DrivenDevice[],
  drive: InstrumentDrive,
  tolerance: number,
  onStep?: StepListener,
): Float64Array[] {
  const [leader] = family;
  if (leader === undefined) return [];
  const { time, volts } = drive;
  const members = family.map((device) => new Member(device, drive.series));
  const allowed = allowances(leader, drive, tolerance);
  const currents = family.map(() => new Float64Array(time.length));
  const record = (point: number): void =>
    members.forEach((member, index) => {
      currents[index]![point] = member.currentAt(volts[point] ?? NaN, drive.compliance?.[point] ?? UNLIMITED);
    });
  record(0);
  const most = MOST_STEPS.switching + MOST_STEPS.perPoint * time.length;
  let steps = 0;
  let step = Infinity;
  for (let point = 1; point < time.length; point += 1) {
    const length = (time[point] ?? NaN) - (time[point - 1] ?? NaN);
    const limit = drive.compliance?.[point] ?? UNLIMITED;
    let start = time[point - 1] ?? NaN;
    for (const line of lines(volts[point - 1] ?? NaN, volts[point] ?? NaN)) {
      const duration = length * line.share;
      for (const member of members) member.follow(line.from, line.to, duration, limit);
      step = min(step, duration);
      for (let elapsed = 0; elapsed < duration;) {
        steps += 1;
        if (steps > most || !(step > 1e-14 * duration))
          throw new ModelError(`the device cannot be followed: at ${time[point] ?? NaN} s it needs steps of ${step} s`);
        // A rest shorter than the rounding of the sum would be a step of its own.
        const last = elapsed + step >= duration * (1 - 1e-12);
        const taken = last ? duration - elapsed : step;
        const ratio = members[0]!.attempt(elapsed, taken, allowed);
        if (!(ratio <= 1)) {
          step = taken * (Number.isFinite(ratio) ? max(0.1, 0.9 / sqrt(sqrt(ratio))) : 0.1);
          continue;
        }
        for (let other = 1; other < members.length; other += 1) members[other]!.attempt(elapsed, taken, allowed);
        if (onStep) members[0]!.tell(start + elapsed, onStep);
        for (const member of members) member.accept();
        elapsed = last ? duration : elapsed + taken;
        const growth = min(5, 0.9 / max(1e-3, sqrt(sqrt(ratio))));
        // The cut at the end of a line says nothing about the step that the device allows.
        step = last ? max(step, taken * growth) : taken * growth;
      }
      start += duration;
    }
    record(point);
  }
  if (onStep) members[0]!.arrive(time.at(-1) ?? NaN, onStep);
  return currents;
}

/** One line, or two where the voltage crosses zero: there the equations of many devices change. */
function lines(
  from: number,
  to: number,
): readonly { readonly from: number; readonly to: number; readonly share: number }[] {
  if (from * to >= 0) return [{ from, to, share: 1 }];
  const share = from / (from - to);
  return [
    { from, to: 0, share },
    { from: 0, to, share: 1 - share },
  ];
}

/**
 * Allowed error of each state: what changes the current by `tolerance` of its size, or that share of the range where it
 * changes the current less.
 */
function allowances(
  { model, walls, start }: DrivenDevice,
  { volts }: InstrumentDrive,
  tolerance: number,
): Float64Array {
  const largest = volts.reduce((most, value) => max(most, abs(value)), 0);
  return Float64Array.from(walls, ([low, high], index) => {
    const width = high - low;
    const currentAt = (share: number): number =>
      model.current(
        0.2 * largest,
        start.map((value, other) => (other === index ? low + share * width : value)),
        0,
      );
    const slope = [0, 0.5, 1 - 1e-4].reduce(
      (most, share) => max(most, abs(Math.log(currentAt(share + 1e-4) / currentAt(share))) / 1e-4),
      1,
    );
    return (tolerance * width) / (Number.isFinite(slope) ? slope : 1);
  });
}

/** One device on its way: its states, and the scratch of a step. */
class Member {
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
