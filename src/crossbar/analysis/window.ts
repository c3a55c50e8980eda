import type { NoExponential } from '../../compare/decay-fit.js';
import { windowError } from '../../compare/window-error.js';
import { fitSide, type SideFit } from '../../compare/window-fit.js';
import type { Simulator } from '../../engine/simulator.js';
import type { Figure } from '../../result/figure.js';
import type { Table } from '../../result/table.js';
import { FRACTION } from '../../result/verdict.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { conductanceRange, readConductances } from '../cells/device-state.js';
import type { Devices } from '../cells/device.js';
import { settledSpiceWrite } from '../netlist/spice-write.js';
import type { ArraySpec, WindowSpec } from '../spec/schema.js';
import { applyPulse } from '../transient.js';
import { assertBiasFits, deviceOf, devicesOf, initialStates, writableCells } from './array-cells.js';
import type { AnalysisContext, FilesBeside } from './context.js';
import { cellName, measuredOf, type AnalysisResult } from './result.js';
import { assertSpiceSize } from './spice-size.js';
import { pairOnsets, spikeLines, type SpikeDrive } from './spike-lines.js';

/*
 * STDP by overlapping pulses: neither spike alone moves the device between two neurons, where they meet their
 * difference does (Linares-Barranco, Serrano-Gotarredona, Nature Precedings 2009; Zamarreno-Ramos et al., Front.
 * Neurosci. 5:26, 2011). The weight is the conductance as a share of the device's range.
 */

/** The learning window of one synapse of an array, by the twin, and by SPICE where agreement is checked. */
export async function analyseWindow(
  array: ArraySpec,
  window: WindowSpec,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  const { simulator, signal } = context;
  const synapse = new Synapse(array, window, context, signal);
  const drives = intervalsOf(window).map((interval) => ({
    interval,
    drive: spikeLines(array, window.spike, synapse.cell, pairOnsets(window.spike, interval)),
  }));
  assertLines(array, window);
  const spikes = drives.map(({ drive }) => drive);
  const dt = Float64Array.from(drives, ({ interval }) => interval);
  const change = new Float64Array(drives.length);
  for (const [index, drive] of spikes.entries()) change[index] = await synapse.change(drive);
  const lone = await synapse.loneChanges();
  const rule = window.rule && Float64Array.from(dt, (interval) => ruleAt(window.rule!, interval));
  const circuit = simulator && (await synapse.spiceChanges(simulator, spikes));
  return {
    action: 'window',
    measured: measuredOf<'window'>({
      'window-potentiation': Math.max(...sideOf({ dt, change }, 1)),
      'window-depression': -Math.min(...sideOf({ dt, change }, -1)),
      'lone-spike': Math.max(...lone.map(Math.abs)),
      'window-fidelity': rule && windowError(dt, rule, change).measured,
      'window-agreement': circuit && windowError(dt, change, Float64Array.from(circuit)).measured,
    }),
    tables: [windowTable({ dt, change }, lone, synapse)],
    figures: [figureOf(dt, change, circuit, rule)],
    maps: [],
    output: {
      headers: ['dt (s)', 'dw', ...(circuit ? ['dw_spice'] : [])],
      rows: Array.from(dt, (interval, index) => [interval, change[index]!, ...(circuit ? [circuit[index]!] : [])]),
    },
    notes: [`${dt.length} pairs at ${cellName(synapse.index, array.columns)}`],
  };
}

/** Changes of the weight by interval. */
interface Changes {
  readonly dt: Float64Array;
  readonly change: Float64Array;
}

/** The cell between the two neurons, and what their spikes do to its weight. */
class Synapse {
  /** Row and column, from 0. */
  readonly cell: readonly [number, number];
  /** Siemens of the weights 0 and 1. */
  readonly range: readonly [number, number];
  /** Weight before every pair. */
  readonly initial: number;
  private readonly devices: Devices;
  private readonly start: Float64Array;

  constructor(
    private readonly array: ArraySpec,
    private readonly window: WindowSpec,
    files: FilesBeside,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.cell = [window.cell[0] - 1, window.cell[1] - 1];
    this.devices = devicesOf(array);
    this.start = initialStates(array, this.devices, files);
    this.range = conductanceRange(deviceOf(array));
    this.initial = this.weigh(this.start);
  }

  /** Change of the weight by these spikes, in the twin. */
  async change({ circuit, course }: SpikeDrive): Promise<number> {
    const { array, devices, start, signal } = this;
    const cells = cellsOf(array, devices, start, this.cell[0]);
    const { state } = await applyPulse(circuit, cells.element, start, course, {
      maxStep: shortest(this.window) / 4,
      ...(signal ? { signal } : {}),
    });
    return this.weigh(state) - this.initial;
  }

  /** By a presynaptic and by a postsynaptic spike alone. */
  async loneChanges(): Promise<number[]> {
    const { spike } = this.window;
    const onset = 2 * spike.edge;
    const lone: number[] = [];
    for (const onsets of [{ pre: onset }, { post: onset }])
      lone.push(await this.change(spikeLines(this.array, spike, this.cell, onsets)));
    return lone;
  }

  /** Changes of the weight by these spikes, in SPICE. */
  async spiceChanges(simulator: Simulator, drives: readonly SpikeDrive[]): Promise<number[]> {
    const { array, devices, start, window, signal } = this;
    assertSpiceSize(array.rows, array.columns, true, 'window-agreement');
    const cells = cellsOf(array, devices, start, window.cell[0] - 1);
    const { width, decay, edge } = window.spike;
    const maxStep = Math.min(edge, width / 10, decay / 50);
    const states = await Promise.all(
      drives.map(
        async ({ circuit, course }) =>
          (await settledSpiceWrite(simulator, circuit, cells.spice, course, { maxStep, ...(signal ? { signal } : {}) }))
            .states,
      ),
    );
    return states.map((state) => this.weigh(state) - this.initial);
  }

  get index(): number {
    const [row, column] = this.cell;
    return row * this.array.columns + column;
  }

  private weigh(state: Float64Array): number {
    const [low, high] = this.range;
    return (readConductances(this.devices, state)[this.index]! - low) / (high - low);
  }
}

function sideOf({ dt, change }: Changes, sign: 1 | -1): number[] {
  return [...change].filter((_, index) => Math.sign(dt[index]!) === sign);
}

function windowTable(
  changes: Changes,
  lone: readonly number[],
  { range: [low, high], initial }: Pick<Synapse, 'range' | 'initial'>,
): Table {
  return {
    title: 'The window as an exponential',
    columns: [
      { title: 'side' },
      { title: 'largest change', unit: FRACTION },
      { title: 'A', unit: FRACTION },
      { title: 'tau', unit: 's' },
      { title: 'a spike alone', unit: FRACTION },
    ],
    rows: (
      [
        [1, 'post after pre', lone[0]],
        [-1, 'post before pre', lone[1]],
      ] as const
    ).map(([sign, name, alone]) => {
      const fit = fitSide(changes, sign);
      return [name, extreme(sideOf(changes, sign)), ...fitCells(fit), alone!];
    }),
    caption:
      `Changes of the conductance as a share of ${formatQuantity(low, 'S')} to ` +
      `${formatQuantity(high, 'S')}; the synapse starts at ${formatPercent(initial)}. "A spike alone": ` +
      `the presynaptic one above, the postsynaptic one below.`,
  };
}

function cellsOf(array: ArraySpec, devices: Devices, state: Float64Array, row: number) {
  return writableCells(array, devices, state, [row]);
}

/** Intervals of the spec, rounded to their decimal step; 0 is left out, where neither neuron is first. */
function intervalsOf({ intervals: { from, to, step } }: WindowSpec): number[] {
  const found = Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) =>
    Number((from + index * step).toPrecision(12)),
  ).filter((interval) => Math.abs(interval) > 1e-9 * step);
  if (!found.some((interval) => interval > 0) || !found.some((interval) => interval < 0))
    throw new UserError([
      { message: 'window.intervals: a window has two sides; let them run from below 0 s to above 0 s' },
    ]);
  return found;
}

/** Nothing of a spike is shorter; steps must not leap over it. */
function shortest({ spike: { width, decay } }: WindowSpec): number {
  return Math.min(width, decay);
}

function assertLines(array: ArraySpec, { spike: { height, tail } }: WindowSpec): void {
  assertBiasFits(array, { words: [Math.min(height, -tail)], bits: [] });
}

function ruleAt({ potentiation, depression }: NonNullable<WindowSpec['rule']>, interval: number): number {
  return interval > 0
    ? potentiation.amplitude * Math.exp(-interval / potentiation.tau)
    : -depression.amplitude * Math.exp(interval / depression.tau);
}

function extreme(values: readonly number[]): number {
  return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

function fitCells(fit: SideFit | NoExponential): [number | string, number | null] {
  return fit.tau === undefined ? [`no exponential: it ${fit.reason}`, null] : [fit.amplitude, fit.tau];
}

function figureOf(
  dt: Float64Array,
  change: Float64Array,
  circuit: readonly number[] | undefined,
  rule: Float64Array | undefined,
): Figure {
  return {
    title: 'Learning window of the device',
    xTitle: 'post after pre (s)',
    yTitle: 'change of the weight, share of the range',
    series: [
      ...(rule ? [{ name: 'rule', role: 'rule', mark: 'line', x: [...dt], y: [...rule] } as const] : []),
      { name: 'twin', role: 'model', mark: 'line', x: [...dt], y: [...change] },
      ...(circuit ? [{ name: 'SPICE', role: 'circuit', mark: 'points', x: [...dt], y: [...circuit] } as const] : []),
    ],
  };
}
