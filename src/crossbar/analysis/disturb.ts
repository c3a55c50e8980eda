import type { Table } from '../../result/table.js';
import { formatQuantity } from '../../units/format.js';
import { readConductances } from '../cells/device-state.js';
import type { Devices } from '../cells/device.js';
import type { ArraySpec, CrossbarSpec } from '../spec/schema.js';
import { deviceOf, devicesOf, initialStates } from './array-cells.js';
import type { AnalysisContext } from './context.js';
import { measuredCells } from './measured.js';
import { cellName, worstCell, measuredOf, type AnalysisResult, type CellMap } from './result.js';
import { stress, type Stress } from './stress.js';
import { selectedCell } from './write.js';

type DisturbSpec = NonNullable<CrossbarSpec['disturb']>;

/** Half-select stress under every scheme of the spec, side by side. */
export async function analyseDisturb(
  array: ArraySpec,
  disturb: DisturbSpec,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  const devices = devicesOf(array);
  const start = initialStates(array, devices, context);
  const { signal } = context;
  const selected = new Set(disturb.pulses.map((pulse) => selectedCell(pulse, array.columns)));
  const all: Stress[] = [];
  for (const scheme of disturb.schemes) all.push(await stress(array, disturb, scheme, devices, start, signal));
  return {
    action: 'disturb',
    measured: measuredOf<'disturb'>({
      'cycles-to-level': Math.min(
        ...all.map(({ cyclesToLevel }) => (cyclesToLevel === Infinity ? disturb.cycles : cyclesToLevel)),
      ),
      'disturbed-change-after': Math.max(
        ...all.map(({ after }) =>
          Math.abs(
            unselected(after, selected).reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0),
          ),
        ),
      ),
    }),
    tables: [stressTable(all, array, disturb, selected)],
    figures: [],
    maps: mapsOf(all, array, disturb, selected),
    notes: relaxationNotes(array, devices, start),
  };
}

/** What the cells do by themselves, beside what the pulses do to them. */
function relaxationNotes(array: ArraySpec, devices: Devices, start: Float64Array): string[] {
  const measured = measuredCells(array);
  if (measured?.after === undefined) return measured?.notes() ?? [];
  const conductance = readConductances(devices, start);
  const relaxed = measured.relaxed(conductance, array.columns);
  const squares = relaxed.reduce((sum, value, cell) => sum + (value - conductance[cell]!) ** 2, 0);
  return [
    ...measured.notes(),
    `by themselves the cells change by ${formatQuantity(Math.sqrt(squares / relaxed.length), 'S')} (rms) in that ` +
      `time; what pulses do comes on top`,
  ];
}

function unselected(values: Float64Array, selected: ReadonlySet<number>): Float64Array {
  return values.map((value, cell) => (selected.has(cell) ? 0 : value));
}

function stressTable(
  all: readonly Stress[],
  array: ArraySpec,
  { cycles, level }: DisturbSpec,
  selected: ReadonlySet<number>,
): Table {
  const memory = deviceOf(array).device.states[0]!;
  const row = ({ scheme, once, after, cyclesToLevel, energy, simulated }: Stress): Table['rows'][number] => {
    const worst = worstCell(after, (cell) => !selected.has(cell));
    return [
      scheme,
      ...(worst < 0
        ? ['every cell is selected', null, null]
        : [after[worst] === 0 ? 'none moves' : cellName(worst, array.columns), once[worst]!, after[worst]!]),
      cyclesToLevel === Infinity ? `more than ${cycles}` : cyclesToLevel,
      energy,
      simulated,
    ];
  };
  return {
    title: `Stress of the cells that are not selected, after ${cycles} cycles`,
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
    caption: `A level is a change of ${level} of the range of ${memory.name} (${memory.description}).`,
  };
}

/** Two maps per scheme. One colour scale for all schemes, so that they can be compared. */
function mapsOf(
  all: readonly Stress[],
  array: ArraySpec,
  { cycles }: DisturbSpec,
  selected: ReadonlySet<number>,
): CellMap[] {
  const { rows, columns } = array;
  const memory = deviceOf(array).device.states[0]!;
  const largestOf = (stage: 'once' | 'after'): number =>
    Math.max(
      ...all.map((each) =>
        unselected(each[stage], selected).reduce((most, value) => Math.max(most, Math.abs(value)), 0),
      ),
    );
  const scales = { once: largestOf('once'), after: largestOf('after') };
  const map = (title: string, stage: 'once' | 'after', values: Float64Array): CellMap => {
    const worst = worstCell(values, (cell) => !selected.has(cell));
    const moved = worst >= 0 && values[worst] !== 0;
    return {
      title,
      unit: '1',
      rows,
      columns,
      values: unselected(values, selected),
      largest: scales[stage],
      caption: moved
        ? `Worst: ${cellName(worst, columns)}, ${values[worst]!.toExponential(2)} of the range of ${memory.name}.`
        : 'No cell that is not selected moves.',
    };
  };
  return all.flatMap(({ scheme, once, after }) => [
    map(`${scheme}: change after one cycle`, 'once', once),
    map(`${scheme}: change after ${cycles} cycles`, 'after', after),
  ]);
}
