import type { BiasScheme } from '../bias.js';
import { stateScales, type Devices } from '../cells/device.js';
import { memoryShare } from '../cells/device-state.js';
import type { ArraySpec, CrossbarSpec } from '../spec/schema.js';
import { program, selectedCell } from './write.js';

/** What many cycles do under one scheme. */
export interface Stress {
  readonly scheme: BiasScheme;
  /** Change of every memory, as a share of its range, after the first cycle and after all of them. */
  readonly once: Float64Array;
  readonly after: Float64Array;
  /**
   * Cycles until the worst cell that is not selected has changed by `level`; Infinity when it has not within the cycles
   * asked for.
   */
  readonly cyclesToLevel: number;
  /** joules per cycle, the first */
  readonly energy: number;
  /** Cycles that were simulated; the others were extrapolated. */
  readonly simulated: number;
}

/** A leap may change a cell by this share of a level before the cycle is simulated again. */
const LEAP_SHARE = 1 / 20;

/**
 * Repeats a list of pulses. A cycle is simulated, then the change of every cell and its trend since the cycle simulated
 * before are carried on over as many cycles as change no cell by more than a twentieth of a level, then a cycle is
 * simulated again (projective integration: Gear, Kevrekidis, SIAM J. Sci. Comput. 24:1091, 2003). While a selected cell
 * still switches from one cycle to the next, every cycle is simulated.
 */
export async function stress(
  array: ArraySpec,
  { pulses, cycles, level }: Pick<NonNullable<CrossbarSpec['disturb']>, 'pulses' | 'cycles' | 'level'>,
  scheme: BiasScheme,
  devices: Devices,
  start: Float64Array,
  signal?: AbortSignal,
): Promise<Stress> {
  const selected = new Set(pulses.map((pulse) => selectedCell(pulse, array.columns)));
  const wear = new Wear(devices, start, selected, level);
  let simulated = 0;
  let once: Float64Array | undefined;
  let energy = 0;
  while (wear.done < cycles) {
    const result = await program(array, scheme, pulses, devices, wear.state, signal);
    simulated += 1;
    const step = wear.cycle(result.state, cycles);
    once ??= step;
    if (simulated === 1) energy = result.energies.reduce((sum, value) => sum + value, 0);
  }
  return {
    scheme,
    once: once ?? new Float64Array(array.rows * array.columns),
    after: wear.moved(),
    cyclesToLevel: wear.cyclesToLevel,
    energy,
    simulated,
  };
}

/** The states as cycles go by, simulated or extrapolated. */
class Wear {
  done = 0;
  cyclesToLevel = Infinity;
  private readonly initial: Float64Array;
  private readonly scaleOf: ReturnType<typeof stateScales>;
  /** States of one cell. */
  private readonly count: number;
  /** Largest change of a cell that is not selected. */
  private reached = 0;
  /** Change of every state in the cycle simulated last, and when that was. */
  private before: Float64Array | undefined;
  private simulatedAt = 0;

  constructor(
    private readonly devices: Devices,
    public state: Float64Array,
    private readonly selected: ReadonlySet<number>,
    private readonly level: number,
  ) {
    this.initial = memoryShare(devices, state);
    this.scaleOf = stateScales(devices);
    this.count = this.scaleOf(0).perVolt.length;
  }

  /** Change of every memory since the start, as a share of its range. */
  moved(): Float64Array {
    return this.moves(this.state, this.initial);
  }

  /**
   * Takes a simulated cycle, and leaps over those after it that are like it.
   * @returns change of every memory in the cycle
   */
  cycle(next: Float64Array, cycles: number): Float64Array {
    const { state } = this;
    const change = next.map((value, at) => value - state[at]!);
    const step = this.moves(next, memoryShare(this.devices, state));
    this.advance(next, 1);
    const moved = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const leap = Math.min(cycles - this.done, moved === 0 ? Infinity : Math.floor((LEAP_SHARE * this.level) / moved));
    const mean = this.meanChange(change, leap);
    [this.before, this.simulatedAt] = [change, this.done];
    if (leap >= 1)
      this.advance(
        next.map((value, at) => this.within(value + leap * mean[at]!, at)),
        leap,
      );
    return step;
  }

  /** Change per cycle in the middle of the leap, from its trend over the cycles since it was last simulated. */
  private meanChange(change: Float64Array, leap: number): Float64Array {
    const trend = (leap + 1) / 2 / (this.done - this.simulatedAt);
    // It may slow a cell down to a stop or double its pace, no more.
    return change.map(
      (value, at) =>
        value + Math.min(Math.abs(value), Math.max(-Math.abs(value), trend * (value - (this.before?.[at] ?? value)))),
    );
  }

  private advance(next: Float64Array, count: number): void {
    const worst = this.moves(next, this.initial).reduce(
      (most, value, cell) => (this.selected.has(cell) ? most : Math.max(most, Math.abs(value))),
      0,
    );
    if (this.cyclesToLevel === Infinity && worst >= this.level)
      this.cyclesToLevel = this.done + (count * (this.level - this.reached)) / (worst - this.reached);
    this.reached = worst;
    this.state = next;
    this.done += count;
  }

  private within(value: number, at: number): number {
    const { low, high } = this.scaleOf(Math.floor(at / this.count));
    return Math.min(high[at % this.count]!, Math.max(low[at % this.count]!, value));
  }

  private moves(values: Float64Array, from: Float64Array): Float64Array {
    return memoryShare(this.devices, values).map((value, cell) => value - from[cell]!);
  }
}
