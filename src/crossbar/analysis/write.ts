import type { Simulator } from '../../engine/simulator.js';
import type { Table } from '../../result/table.js';
import { formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import { arrayCircuit, biasLines, type BiasScheme } from '../bias.js';
import { settledSpiceWrite } from '../netlist/spice-write.js';
import { trapezoid } from '../pulse.js';
import type { ArraySpec, CrossbarSpec, PulseSpec } from '../spec/schema.js';
import { applyPulse } from '../transient.js';
import { conductanceRange, memoryShare, READ_VOLTAGE, readConductances } from '../cells/device-state.js';
import type { Devices } from '../cells/device.js';
import { assertBiasFits, deviceOf, devicesOf, initialStates, writableCells } from './array-cells.js';
import type { AnalysisContext } from './context.js';
import { measuredCells, type MeasuredCells } from './measured.js';
import { cellName, worstCell, measuredOf, type AnalysisResult, type CellMap } from './result.js';
import { assertSpiceSize } from './spice-size.js';

type WriteSpec = NonNullable<CrossbarSpec['write']>;

/** What a list of pulses does to the states. */
export interface Programmed {
  readonly state: Float64Array;
  /** joules, per pulse */
  readonly energies: readonly number[];
}

/** Applies pulses one after the other, in the twin. */
export async function program(
  array: ArraySpec,
  scheme: BiasScheme,
  pulses: readonly PulseSpec[],
  devices: Devices,
  state: Float64Array,
  signal?: AbortSignal,
): Promise<Programmed> {
  let current = state;
  const energies: number[] = [];
  for (const pulse of pulses) {
    const { cells, circuit, shape } = pulseSetup(array, scheme, pulse, devices, current);
    const result = await applyPulse(circuit, cells.element, current, shape, signal ? { signal } : {});
    current = result.state;
    energies.push(result.delivered);
  }
  return { state: current, energies };
}

/** Index of the cell a pulse selects. */
export function selectedCell({ cell: [row, column] }: PulseSpec, columns: number): number {
  return (row - 1) * columns + column - 1;
}

function pulseSetup(array: ArraySpec, scheme: BiasScheme, pulse: PulseSpec, devices: Devices, state: Float64Array) {
  const [row, column] = pulse.cell;
  const lines = biasLines(scheme, { rows: [row - 1], columns: [column - 1], voltage: pulse.voltage }, array);
  assertBiasFits(array, lines);
  return {
    cells: writableCells(array, devices, state, [row - 1]),
    circuit: arrayCircuit(array.wires, lines),
    shape: trapezoid(pulse.width, pulse.edge),
  };
}

/** Writes and reports what happened to the selected cells and to all others. */
export async function analyseWrite(
  array: ArraySpec,
  write: WriteSpec,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  const { rows, columns } = array;
  const devices = devicesOf(array);
  const { simulator, signal } = context;
  const start = initialStates(array, devices, context);
  const { state, energies } = await program(array, write.scheme, write.pulses, devices, start, signal);
  const [before, after] = [memoryShare(devices, start), memoryShare(devices, state)];
  const measured = measuredCells(array);
  const conductance = asMeasured(
    { before: readConductances(devices, start), after: readConductances(devices, state) },
    write,
    array,
    measured,
  );
  const change = after.map((value, cell) => value - before[cell]!);
  const selected = new Set(write.pulses.map((pulse) => selectedCell(pulse, columns)));
  const worst = worstCell(change, (cell) => !selected.has(cell));
  const agreed = simulator && (await agreement(array, write, devices, start, simulator, signal));
  return {
    action: 'write',
    measured: measuredOf<'write'>({
      'selected-change': Math.min(...[...selected].map((cell) => Math.abs(change[cell]!))),
      'disturbed-change': worst < 0 ? 0 : Math.abs(change[worst]!),
      'write-energy': energies.reduce((sum, value) => sum + value, 0) / energies.length,
      'write-agreement': agreed?.difference,
    }),
    tables: [pulseTable(write, energies, columns), selectedTable(array, selected, { before, after, conductance })],
    figures: [],
    maps: [disturbedMap(array, change, selected, worst)],
    output: { unit: 'S', rows, columns, values: conductance },
    notes: [...(agreed ? [agreed.note] : []), ...(measured?.notes() ?? [])],
  };
}

/**
 * Conductances with what the measured pulses scatter by: every pulse adds to the cell it selects. Then they relax and
 * are read once, as the cards say.
 */
function asMeasured(
  { before, after }: { readonly before: Float64Array; readonly after: Float64Array },
  { pulses }: WriteSpec,
  array: ArraySpec,
  measured: MeasuredCells | undefined,
): Float64Array {
  if (measured === undefined) return after;
  const [low, high] = conductanceRange(deviceOf(array));
  const written = after.slice();
  for (const pulse of pulses) {
    const cell = selectedCell(pulse, array.columns);
    const noise = measured.pulse(after[cell]! >= before[cell]! ? 'potentiation' : 'depression');
    written[cell] = Math.min(Math.max(written[cell]! + noise, low), high);
  }
  return measured.read(measured.relaxed(written, array.columns));
}

function pulseTable({ pulses }: WriteSpec, energies: readonly number[], columns: number): Table {
  return {
    title: 'Pulses',
    columns: [
      { title: 'cell' },
      { title: 'voltage', unit: 'V' },
      { title: 'plateau', unit: 's' },
      { title: 'energy', unit: 'J' },
    ],
    rows: pulses.map((pulse, index) => [
      cellName(selectedCell(pulse, columns), columns),
      pulse.voltage,
      pulse.width,
      energies[index]!,
    ]),
  };
}

/** Memories before and after all pulses, and what the cells then read as, by cell. */
interface Written {
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** siemens */
  readonly conductance: Float64Array;
}

function selectedTable(
  array: ArraySpec,
  selected: ReadonlySet<number>,
  { before, after, conductance }: Written,
): Table {
  const memory = deviceOf(array).device.states[0]!;
  return {
    title: 'Selected cells',
    columns: [
      { title: 'cell' },
      { title: 'state before', unit: '1', digits: 4 },
      { title: 'after', unit: '1', digits: 4 },
      { title: 'resistance after', unit: 'ohm' },
    ],
    rows: [...selected]
      .slice(0, 50)
      .map((cell) => [cellName(cell, array.columns), before[cell]!, Math.abs(after[cell]!), 1 / conductance[cell]!]),
    caption:
      `The state is the share of the range of ${memory.name}: ${memory.description}. Resistances at ` +
      `${READ_VOLTAGE} V.`,
  };
}

/** @param worst the cell that was not selected and moved farthest, or -1 */
function disturbedMap(
  { rows, columns }: ArraySpec,
  change: Float64Array,
  selected: ReadonlySet<number>,
  worst: number,
): CellMap {
  return {
    title: 'Change of state of the cells that are not selected',
    unit: '1',
    rows,
    columns,
    values: change.map((value, cell) => (selected.has(cell) ? 0 : value)),
    caption:
      worst < 0 ? 'Every cell is selected.' : `Worst: ${cellName(worst, columns)}, ${change[worst]!.toExponential(2)}.`,
  };
}

/** Largest difference of a state, in volts of its node, between twin and SPICE after the first pulse. */
async function agreement(
  array: ArraySpec,
  write: WriteSpec,
  devices: Devices,
  before: Float64Array,
  simulator: Simulator,
  signal: AbortSignal | undefined,
): Promise<{ difference: number; note: string }> {
  assertSpiceSize(array.rows, array.columns, true, 'write-agreement');
  const pulse = write.pulses[0];
  if (!pulse) throw new UserError([{ message: 'write.pulses is empty' }]);
  const { cells, circuit, shape } = pulseSetup(array, write.scheme, pulse, devices, before);
  const twin = await applyPulse(circuit, cells.element, before, shape, signal ? { signal } : {});
  const { states, step, moved } = await settledSpiceWrite(simulator, circuit, cells.spice, shape, {
    maxStep: largestStep(pulse),
    ...(signal ? { signal } : {}),
  });
  return {
    difference: largestDifference(states, twin.state),
    note:
      `SPICE: steps of ${formatQuantity(step, 's')} at most; halving them last moved a state by ` +
      `${moved.toExponential(1)} V`,
  };
}

/** Largest step of SPICE for a pulse, s. */
export function largestStep({ width, edge }: Pick<PulseSpec, 'width' | 'edge'>): number {
  return Math.min(edge / 10, (width + 2 * edge) / 200);
}

/** Largest difference of a state, volts of its node; NaN when any is no number. */
export function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
}
