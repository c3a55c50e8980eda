import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { UserError } from '../../units/user-error.js';
import type { LineVoltages } from '../bias.js';
import type { Cells, DynamicCells } from '../cells/cells.js';
import { DynamicSeriesElement, SeriesElement, seriesNetlist } from '../cells/series.js';
import { sinhCells, sinhVoltage } from '../cells/sinh.js';
import { transistorCells } from '../cells/transistor.js';
import { vteamCells, vteamState } from '../cells/vteam.js';
import { loadMatrix } from '../spec/matrix-csv.js';
import type { ArraySpec } from '../spec/schema.js';

/** Uniform numbers in [0, 1), the same on every machine. */
export function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/**
 * Conductances of all cells, siemens, row by row.
 * @param folder of the spec, where CSV files lie
 * @throws UserError for a matrix of another shape
 */
export function conductancesOf({ rows, columns, conductance, device }: ArraySpec, folder: string): Float64Array {
  const cells = rows * columns;
  if (conductance?.csv !== undefined) {
    const matrix = loadMatrix(conductance.csv, folder, 'conductance');
    if (matrix.rows !== rows || matrix.columns !== columns) throw new UserError([{ file: conductance.csv, message: `the matrix has ${matrix.rows} rows and ${matrix.columns} columns, and the array ${rows} and ${columns}; make them the same` }]);
    return matrix.values;
  }
  if (conductance?.random) {
    const { low, high, seed } = conductance.random;
    if (low <= 0) throw new UserError([{ message: 'crossbar.conductance.random.low: a log-uniform distribution needs a value above 0 S' }]);
    const next = uniform(seed);
    return Float64Array.from({ length: cells }, () => low * (high / low) ** next());
  }
  // Cells that are written start in the middle between LRS and HRS when nothing else is said.
  const value = conductance?.uniform ?? (device ? 1 / ((device.ron + device.roff) / 2) : 0);
  return new Float64Array(cells).fill(value);
}

/** Cells that only conduct, with the access element of the spec; gates of `selectedRows` are on. */
export function conductingCells(array: ArraySpec, device: Cells, selectedRows: readonly number[]): Cells {
  const access = accessOf(array, selectedRows);
  if (!access) return device;
  return { element: new SeriesElement(device.element, access.element, array.rows * array.columns), spice: seriesNetlist(device.spice, access.spice) };
}

/** VTEAM cells of the spec in these states, with its access element. */
export function writableCells(array: ArraySpec, state: Float64Array, selectedRows: readonly number[]): DynamicCells {
  if (!array.device) throw new UserError([{ message: 'cells that are written need "crossbar.device"' }]);
  const device = vteamCells(array.device, state);
  const access = accessOf(array, selectedRows);
  if (!access) return device;
  return { element: new DynamicSeriesElement(device.element, access.element, array.rows * array.columns), spice: seriesNetlist(device.spice, access.spice), state };
}

/** States that give the conductances of the spec. @throws UserError naming the cell whose conductance the device cannot have. */
export function initialStates(array: ArraySpec, folder: string): Float64Array {
  const { device } = array;
  if (!device) throw new UserError([{ message: 'cells that are written need "crossbar.device"' }]);
  return conductancesOf(array, folder).map((value, cell) => {
    const state = vteamState(device, value);
    if (!(state >= -1e-9 && state <= 1 + 1e-9)) {
      throw new UserError([{ message: `row ${Math.floor(cell / array.columns) + 1}, column ${(cell % array.columns) + 1}: ${value} S is outside the ${1 / device.roff} to ${1 / device.ron} S of the device; choose a conductance inside` }]);
    }
    return Math.min(1, Math.max(0, state));
  });
}

/**
 * A bias that fits the cells: a transistor's bulk is at 0 V, so no line may go below.
 * @throws UserError
 */
export function assertBiasFits({ transistor }: ArraySpec, { words, bits }: LineVoltages): void {
  const low = transistor ? [...words, ...bits].find((value) => value !== undefined && value < 0) : undefined;
  if (low !== undefined) throw new UserError([{ message: `a line at ${low} V would forward-bias the junctions of the access transistors, whose bulk is at 0 V; give voltages of at least 0 V` }]);
}

function accessOf({ rows, columns, selector, transistor, temperature }: ArraySpec, selectedRows: readonly number[]): Cells | undefined {
  if (selector) {
    const scale = sinhVoltage(selector.voltage, selector.nonlinearity);
    return sinhCells(new Float64Array(rows * columns).fill(selector.current / Math.sinh(selector.voltage / scale)), scale, 'xs');
  }
  if (!transistor) return undefined;
  const on = new Set(selectedRows);
  const gates = Array.from({ length: rows }, (_, row) => (on.has(row) ? transistor.on : transistor.off));
  return transistorCells({ ...transistor, temperature }, gates, columns);
}

