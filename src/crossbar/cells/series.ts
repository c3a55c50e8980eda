import { SimulationError } from '../../engine/errors.js';
import type { CellElement, CellResponse, CellVoltages, DynamicElement } from '../cell-element.js';
import type { CellNetlist } from './cells.js';

/** Newton steps for the inner nodes; bisection alone needs 60 for every bit of a double. */
const MOST_STEPS = 120;

/** Shares of the voltage across both elements: what counts as settled, and what rounding errors may leave moving. */
const SETTLED = 1e-15;
const ROUNDING = 1e-11;

/**
 * A device between the word line and an inner node, in series with an access element between the inner node and the bit
 * line: 1S1R and 1T1R. The inner node of every cell is found where both currents are equal, by Newton's method inside a
 * bracket.
 */
export class SeriesElement implements CellElement {
  readonly linear = false;
  readonly gated: boolean;
  /** Inner node of every cell, volts; where the next evaluation starts. */
  protected readonly inner: Float64Array;
  private readonly device: CellResponse;
  private readonly access: CellResponse;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  /** Sizes of the last step and of the one before. */
  private readonly before: Float64Array;
  private readonly twoBefore: Float64Array;

  constructor(
    protected readonly upper: CellElement,
    private readonly lower: CellElement,
    protected readonly cells: number,
  ) {
    const vector = (): Float64Array => new Float64Array(cells);
    this.inner = vector();
    this.low = vector();
    this.high = vector();
    this.before = vector();
    this.twoBefore = vector();
    this.gated = lower.gated === true;
    this.device = { current: vector(), conductance: vector() };
    this.access = { current: vector(), conductance: vector(), ...(this.gated ? { bitConductance: vector() } : {}) };
  }

  evaluate(voltages: CellVoltages, state: Float64Array, { current, conductance, bitConductance }: CellResponse): void {
    this.settle(voltages, state);
    const { device, access, cells } = this;
    for (let cell = 0; cell < cells; cell += 1) {
      const [upper, lower] = [device.conductance[cell]!, access.conductance[cell]!];
      // The element that drops most of the voltage knows the current best.
      current[cell] = lower < upper ? access.current[cell]! : device.current[cell]!;
      // Where the inner node follows neither line nothing flows.
      const follows = upper + lower > 0 ? upper / (upper + lower) : 0;
      conductance[cell] = follows * lower;
      if (bitConductance) bitConductance[cell] = follows * (access.bitConductance?.[cell] ?? lower);
    }
  }

  /** Finds the inner nodes for these line voltages. */
  protected settle({ word, bit }: CellVoltages, state: Float64Array): void {
    const { inner, low, high, before, twoBefore, device, access, cells } = this;
    before.fill(Infinity);
    twoBefore.fill(Infinity);
    for (let cell = 0; cell < cells; cell += 1) {
      low[cell] = Math.min(word[cell]!, bit[cell]!);
      high[cell] = Math.max(word[cell]!, bit[cell]!);
      inner[cell] = Math.min(high[cell]!, Math.max(low[cell]!, inner[cell]!));
    }
    let worst = 0;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      this.upper.evaluate({ word, bit: inner }, state, device);
      this.lower.evaluate({ word: inner, bit }, state, access);
      let moved = 0;
      for (let cell = 0; cell < cells; cell += 1) {
        const x = inner[cell]!;
        const surplus = device.current[cell]! - access.current[cell]!;
        if (surplus > 0) low[cell] = x;
        else high[cell] = x;
        const slope = device.conductance[cell]! + access.conductance[cell]!;
        let next = x + surplus / slope;
        // Bisection, too, where two Newton steps have not halved it: along the edge of a threshold switch they go to
        // and fro for ever.
        if (!(next >= low[cell]! && next <= high[cell]! && Math.abs(next - x) <= 0.5 * twoBefore[cell]!))
          next = 0.5 * (low[cell]! + high[cell]!);
        twoBefore[cell] = before[cell]!;
        before[cell] = Math.abs(next - x);
        const span = Math.max(Math.abs(word[cell]! - bit[cell]!), 1e-6);
        moved = Math.max(moved, Math.abs(next - x) / span);
        inner[cell] = next;
      }
      if (moved < SETTLED) return;
      worst = moved;
    }
    // Rounding errors of a device and an access element of very different size may keep the last bits of an inner node
    // moving.
    if (!(worst < ROUNDING))
      throw new SimulationError(
        'no-convergence',
        `the voltage between a device and its access element did not settle: after ${MOST_STEPS} steps it ` +
          `still moves by ${worst.toExponential(1)} of the voltage across both`,
      );
  }
}

/** The same with a device that has states. */
export class DynamicSeriesElement extends SeriesElement implements DynamicElement {
  readonly stateCount: number;

  constructor(
    private readonly dynamic: DynamicElement,
    lower: CellElement,
    cells: number,
  ) {
    super(dynamic, lower, cells);
    this.stateCount = dynamic.stateCount;
  }

  rate(voltages: CellVoltages, state: Float64Array, rate: Float64Array): void {
    this.settle(voltages, state);
    this.dynamic.rate({ word: voltages.word, bit: this.inner }, state, rate);
  }
}

/** Device and access element of every cell in series. */
export function seriesNetlist(device: CellNetlist, access: CellNetlist): CellNetlist {
  return {
    subcircuits: [...new Set([...device.subcircuits, ...access.subcircuits])],
    sources: [...device.sources, ...access.sources],
    instance: (cell, label, word, bit) => [
      ...device.instance(cell, label, word, `x${label}`),
      ...access.instance(cell, label, `x${label}`, bit),
    ],
    ...(device.stateNodes ? { stateNodes: device.stateNodes.bind(device) } : {}),
  };
}
