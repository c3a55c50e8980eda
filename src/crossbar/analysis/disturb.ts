import type { Table } from '../../result/table.js';
import type { BiasScheme } from '../bias.js';
import type { ArraySpec, CrossbarSpec } from '../spec/schema.js';
import { stateScales, type Devices } from '../cells/device.js';
import { memoryShare } from '../cells/device-state.js';
import { deviceOf, devicesOf, initialStates } from './array-cells.js';
import type { AnalysisContext } from './context.js';
import { cellName, worstCell, measuredOf, type AnalysisResult, type CellMap } from './result.js';
import { program, selectedCell } from './write.js';

type DisturbSpec = NonNullable<CrossbarSpec['disturb']>;

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
  { pulses, cycles, level }: Pick<DisturbSpec, 'pulses' | 'cycles' | 'level'>,
  scheme: BiasScheme,
  devices: Devices,
  start: Float64Array,
  signal?: AbortSignal,
): Promise<Stress> {
  const selected = new Set(pulses.map((pulse) => selectedCell(pulse, array.columns)));
  let state = start;
  let done = 0;
  let simulated = 0;
  let once: Float64Array | undefined;
  let energy = 0;
  let cyclesToLevel = Infinity;
  let reached = 0;
  let before: Float64Array | undefined;
  let simulatedAt = 0;
  const scaleOf = stateScales(devices);
  const count = scaleOf(0).perVolt.length;
  const initial = memoryShare(devices, start);
  const moves = (values: Float64Array, from: Float64Array): Float64Array =>
    memoryShare(devices, values).map((value, cell) => value - from[cell]!);
  const worstOf = (values: Float64Array): number =>
    moves(values, initial).reduce(
      (most, value, cell) => (selected.has(cell) ? most : Math.max(most, Math.abs(value))),
      0,
    );
  const advance = (next: Float64Array, count: number): void => {
    const worst = worstOf(next);
    if (cyclesToLevel === Infinity && worst >= level)
      cyclesToLevel = done + (count * (level - reached)) / (worst - reached);
    reached = worst;
    state = next;
    done += count;
  };
  while (done < cycles) {
    const result = await program(array, scheme, pulses, devices, state, signal);
    simulated += 1;
    const change = result.state.map((value, at) => value - state[at]!);
    const step = moves(result.state, memoryShare(devices, state));
    once ??= step;
    if (simulated === 1) energy = result.energies.reduce((sum, value) => sum + value, 0);
    advance(result.state, 1);
    const moved = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const leap = Math.min(cycles - done, moved === 0 ? Infinity : Math.floor((LEAP_SHARE * level) / moved));
    // Change per cycle in the middle of the leap, from its trend over the cycles since it was last simulated.
    const trend = (leap + 1) / 2 / (done - simulatedAt);
    // It may slow a cell down to a stop or double its pace, no more.
    const mean = change.map(
      (value, at) =>
        value + Math.min(Math.abs(value), Math.max(-Math.abs(value), trend * (value - (before?.[at] ?? value)))),
    );
    [before, simulatedAt] = [change, done];
    const within = (value: number, at: number): number => {
      const { low, high } = scaleOf(Math.floor(at / count));
      return Math.min(high[at % count]!, Math.max(low[at % count]!, value));
    };
    if (leap >= 1)
      advance(
        state.map((value, at) => within(value + leap * mean[at]!, at)),
        leap,
      );
  }
  return {
    scheme,
    once: once ?? new Float64Array(initial.length),
    after: moves(state, initial),
    cyclesToLevel,
    energy,
    simulated,
  };
}

/** Half-select stress under every scheme of the spec, side by side. */
export async function analyseDisturb(
  array: ArraySpec,
  disturb: DisturbSpec,
  { folder, signal }: AnalysisContext,
): Promise<AnalysisResult> {
  const { rows, columns } = array;
  const devices = devicesOf(array);
  const start = initialStates(array, devices, folder);
  const memory = deviceOf(array).device.states[0]!;
  const selected = new Set(disturb.pulses.map((pulse) => selectedCell(pulse, columns)));
  const all: Stress[] = [];
  for (const scheme of disturb.schemes) all.push(await stress(array, disturb, scheme, devices, start, signal));
  const unselected = (values: Float64Array): Float64Array =>
    values.map((value, cell) => (selected.has(cell) ? 0 : value));
  const row = ({ scheme, once, after, cyclesToLevel, energy, simulated }: Stress): Table['rows'][number] => {
    const worst = worstCell(after, (cell) => !selected.has(cell));
    return [
      scheme,
      ...(worst < 0
        ? ['every cell is selected', null, null]
        : [after[worst] === 0 ? 'none moves' : cellName(worst, columns), once[worst]!, after[worst]!]),
      cyclesToLevel === Infinity ? `more than ${disturb.cycles}` : cyclesToLevel,
      energy,
      simulated,
    ];
  };
  // One colour scale for all schemes, so that they can be compared.
  const largestOf = (stage: 'once' | 'after'): number =>
    Math.max(...all.map((each) => unselected(each[stage]).reduce((most, value) => Math.max(most, Math.abs(value)), 0)));
  const scales = { once: largestOf('once'), after: largestOf('after') };
  const map = (title: string, stage: 'once' | 'after', values: Float64Array): CellMap => {
    const worst = worstCell(values, (cell) => !selected.has(cell));
    const moved = worst >= 0 && values[worst] !== 0;
    return {
      title,
      unit: '1',
      rows,
      columns,
      values: unselected(values),
      largest: scales[stage],
      caption: moved
        ? `Worst: ${cellName(worst, columns)}, ${values[worst]!.toExponential(2)} of the range of ${memory.name}.`
        : 'No cell that is not selected moves.',
    };
  };
  return {
    action: 'disturb',
    measured: measuredOf<'disturb'>({
      'cycles-to-level': Math.min(
        ...all.map(({ cyclesToLevel }) => (cyclesToLevel === Infinity ? disturb.cycles : cyclesToLevel)),
      ),
      'disturbed-change-after': Math.max(
        ...all.map(({ after }) =>
          Math.abs(unselected(after).reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)),
        ),
      ),
    }),
    tables: [
      {
        title: `Stress of the cells that are not selected, after ${disturb.cycles} cycles`,
        columns: [
          { title: 'scheme' },
          { title: 'worst cell' },
          { title: 'its change in one cycle', unit: '1' },
          { title: 'in all cycles', unit: '1' },
          { title: 'cycles to one level', unit: '1' },
          { title: 'energy per cycle', unit: 'J' },
          { title: 'cycles simulated', unit: '1', digits: 9 },
        ],
        rows: all.map(row),
        caption: `A level is a change of ${disturb.level} of the range of ${memory.name} (${memory.description}).`,
      },
    ],
    figures: [],
    maps: all.flatMap(({ scheme, once, after }) => [
      map(`${scheme}: change after one cycle`, 'once', once),
      map(`${scheme}: change after ${disturb.cycles} cycles`, 'after', after),
    ]),
    notes: [],
  };
}
