import { respond, type InstrumentDrive } from './driven-device.js';
import type { DrivenDevice } from './driven-member.js';

// Taken once, as in driven-device.ts.
const { max, min } = Math;

/** Halvings of a step that place a crossing to the rounding of the time. */
const HALVINGS = 60;

/**
 * Where the states of a device were at every moment of a drive: a cubic through both ends of each step and their rates
 * (Hermite).
 */
export class DevicePath {
  private readonly times: number[] = [];
  private readonly states: number[] = [];
  private readonly rates: number[] = [];
  private readonly n: number;

  /**
   * @param tolerance as of `respond`
   * @throws ModelError when the device cannot be followed
   */
  constructor(
    private readonly device: DrivenDevice,
    drive: InstrumentDrive,
    tolerance: number,
  ) {
    this.n = device.start.length;
    respond([device], drive, tolerance, (time, state, rate) => {
      this.times.push(time);
      for (let i = 0; i < this.n; i += 1) {
        this.states.push(state[i]!);
        this.rates.push(rate[i]!);
      }
    });
  }

  /** States at a time, SI, written to `out`; at the nearer end outside the drive. */
  at(time: number, out: Float64Array): Float64Array {
    return this.within(this.stepAt(time), time, out);
  }

  /**
   * The first time between two at which a function of the states rises through 0; undefined where it does not. The
   * function is looked at where steps end, so one that crosses twice within a step is not seen: a state that runs away
   * makes many.
   */
  rises(of: (state: Float64Array) => number, from: number, to: number): number | undefined {
    const state = new Float64Array(this.n);
    let before = from;
    if (!(of(this.at(from, state)) < 0)) return undefined;
    for (let step = this.stepAt(from); step < this.times.length - 1 && before < to; step += 1) {
      const end = min(this.times[step + 1]!, to);
      if (of(this.within(step, end, state)) >= 0) return this.crossing(of, step, before, end);
      before = end;
    }
    return undefined;
  }

  private crossing(of: (state: Float64Array) => number, step: number, from: number, to: number): number {
    const state = new Float64Array(this.n);
    let [low, high] = [from, to];
    for (let halving = 0; halving < HALVINGS && high - low > 1e-15 * high; halving += 1) {
      const middle = 0.5 * (low + high);
      if (of(this.within(step, middle, state)) < 0) low = middle;
      else high = middle;
    }
    return 0.5 * (low + high);
  }

  /** The step in which a time lies. */
  private stepAt(time: number): number {
    let [low, high] = [0, this.times.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle;
      else high = middle;
    }
    return low;
  }

  private within(step: number, time: number, out: Float64Array): Float64Array {
    const { n, times, states, rates } = this;
    const [from, to] = [times[step]!, times[step + 1] ?? times[step]!];
    const h = to - from;
    const s = h > 0 ? min(max((time - from) / h, 0), 1) : 0;
    const [a, b, c, d] = [(1 + 2 * s) * (1 - s) ** 2, s * (1 - s) ** 2, s * s * (3 - 2 * s), s * s * (s - 1)];
    for (let i = 0; i < n; i += 1) {
      const [at, next] = [step * n + i, h > 0 ? (step + 1) * n + i : step * n + i];
      const [low, high] = this.device.walls[i]!;
      out[i] = min(max(a * states[at]! + b * h * rates[at]! + c * states[next]! + d * h * rates[next]!, low), high);
    }
    return out;
  }
}
