import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { ParameterSet } from '../../devices/parameter-set.js';
import { deviceToDevice } from '../../nonideality/device-to-device.js';
import { namedGenerator } from '../../random/generator.js';
import { formatQuantity } from '../../units/format.js';
import { UserError } from '../../units/user-error.js';
import type { LineVoltages } from '../bias.js';
import type { Cells, DynamicCells } from '../cells/cells.js';
import { DynamicSeriesElement, SeriesElement, seriesNetlist } from '../cells/series.js';
import { deviceCells, setOf, type Devices } from '../cells/device.js';
import { conductanceRange, freshStates, statesAt } from '../cells/device-state.js';
import { sinhCells, sinhVoltage } from '../cells/sinh.js';
import { transistorCells } from '../cells/transistor.js';
import { parameterSetOf } from '../spec/device-set.js';
import { loadMatrix } from '../spec/matrix-csv.js';
import type { ArraySpec } from '../spec/schema.js';
import type { FilesBeside } from './context.js';
import { cellName } from './result.js';

/** Uniform numbers in [0, 1), the same on every machine. */
export function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/**
 * Conductances of all cells, siemens, row by row.
 * @param files where CSV files lie
 * @throws UserError for a matrix of another shape
 */
export function conductancesOf({ rows, columns, conductance }: ArraySpec, files: FilesBeside): Float64Array {
  const cells = rows * columns;
  if (conductance?.csv !== undefined) {
    const matrix = loadMatrix(conductance.csv, files.folder, 'conductance', (width) => width === columns);
    files.tell?.(matrix.reading);
    if (matrix.rows !== rows || matrix.columns !== columns)
      throw new UserError([
        {
          file: conductance.csv,
          message:
            `the matrix has ${matrix.rows} rows and ${matrix.columns} columns, and the array ${rows} and ` +
            `${columns}; make them the same`,
        },
      ]);
    return matrix.values;
  }
  if (conductance?.random) {
    const { low, high, seed } = conductance.random;
    if (low <= 0)
      throw new UserError([
        { message: 'crossbar.conductance.random.low: a log-uniform distribution needs a value above 0 S' },
      ]);
    const next = uniform(seed);
    return Float64Array.from({ length: cells }, () => low * (high / low) ** next());
  }
  return new Float64Array(cells).fill(conductance?.uniform ?? 0);
}

/** Cells that only conduct, with the access element of the spec; gates of `selectedRows` are on. */
export function conductingCells(array: ArraySpec, device: Cells, selectedRows: readonly number[]): Cells {
  const access = accessOf(array, selectedRows);
  if (!access) return device;
  return {
    element: new SeriesElement(device.element, access.element, array.rows * array.columns),
    spice: seriesNetlist(device.spice, access.spice),
  };
}

/** Parameter set of the cells that are written, without variation. @throws UserError */
export function deviceOf({ device }: ArraySpec): ParameterSet {
  if (!device) throw new UserError([{ message: 'cells that are written need "crossbar.device"' }]);
  return parameterSetOf(device);
}

/**
 * The devices of the cells: of one set, or with `variation` each with numbers of its own, drawn by seed, row and
 * column, so that an array is a corner of every larger one. @throws UserError
 */
export function devicesOf(array: ArraySpec): Devices {
  const set = deviceOf(array);
  const variation = array.device?.variation;
  if (!variation) return set;
  const { seed, scale } = variation;
  return Array.from({ length: array.rows * array.columns }, (_, cell) => {
    const random = namedGenerator(
      `array seed ${seed}, row ${Math.floor(cell / array.columns) + 1}, column ${(cell % array.columns) + 1}`,
    );
    return { ...set, parameters: { ...set.parameters, ...deviceToDevice(set, random, scale) } };
  });
}

/** Written cells of the spec in these states, with its access element. */
export function writableCells(
  array: ArraySpec,
  devices: Devices,
  state: Float64Array,
  selectedRows: readonly number[],
): DynamicCells {
  const device = deviceCells(devices, state);
  const access = accessOf(array, selectedRows);
  if (!access) return device;
  return {
    element: new DynamicSeriesElement(device.element, access.element, array.rows * array.columns),
    spice: seriesNetlist(device.spice, access.spice),
    state,
  };
}

/**
 * States that give the conductances of the spec, or those the set starts in. A device that differs from the set by
 * variation gets the nearest conductance it can have.
 * @throws UserError naming the cell whose conductance the set cannot have
 */
export function initialStates(array: ArraySpec, devices: Devices, files: FilesBeside): Float64Array {
  const nominal = deviceOf(array);
  const { columns, conductance } = array;
  if (!conductance) return freshStates(nominal, array.rows * columns);
  const [low, high] = conductanceRange(nominal);
  const states = Array.from(conductancesOf(array, files), (value, cell) => {
    if (!(value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))) {
      throw new UserError([
        {
          message:
            `${cellName(cell, columns)}: ${formatQuantity(value, 'S')} is outside the ` +
            `${formatQuantity(low, 'S')} to ${formatQuantity(high, 'S')} of ${nominal.name}; choose a ` +
            `conductance inside`,
        },
      ]);
    }
    return statesAt(setOf(devices, cell), value);
  });
  return Float64Array.from(states.flatMap((state) => [...state]));
}

/**
 * A bias that fits the cells: a transistor's bulk is at 0 V, so no line may go below.
 * @throws UserError
 */
export function assertBiasFits({ transistor }: ArraySpec, { words, bits }: LineVoltages): void {
  const low = transistor ? [...words, ...bits].find((value) => value !== undefined && value < 0) : undefined;
  if (low !== undefined)
    throw new UserError([
      {
        message:
          `a line at ${low} V would forward-bias the junctions of the access transistors, whose bulk is at ` +
          `0 V; give voltages of at least 0 V`,
      },
    ]);
}

function accessOf(
  { rows, columns, selector, transistor, temperature }: ArraySpec,
  selectedRows: readonly number[],
): Cells | undefined {
  if (selector) {
    const scale = sinhVoltage(selector.voltage, selector.nonlinearity);
    return sinhCells(
      new Float64Array(rows * columns).fill(selector.current / Math.sinh(selector.voltage / scale)),
      scale,
      'xs',
    );
  }
  if (!transistor) return undefined;
  const on = new Set(selectedRows);
  const gates = Array.from({ length: rows }, (_, row) => (on.has(row) ? transistor.on : transistor.off));
  return transistorCells({ ...transistor, temperature }, gates, columns);
}
