import { factor, solve } from '../behavioural/lu.js';
import type { Deviation, MismatchCoefficients, PlacedTransistor } from '../nonideality/mismatch.js';
import type { DeviceSensitivity, Sensitivity } from '../report/types.js';

/** Devices in a report: the rest together is a few per cent of the variance. */
const MOST_DEVICES = 12;
/** Samples for each coefficient below which a fit says more about the draws than about the circuit. */
const SAMPLES_PER_COEFFICIENT = 2;

/** A quantity of one sample with the draws behind it. */
export interface Observed {
  readonly deviations: readonly Deviation[];
  readonly value: number;
}

/** One column of the fit: a parameter of a transistor and the standard deviation it was drawn with. */
interface Column {
  readonly transistor: PlacedTransistor;
  readonly parameter: DeviceSensitivity['parameter'];
  readonly sigma: number;
}

/**
 * Which transistor's mismatch moves a quantity: least squares of the quantity against the draws of the same samples, in
 * units of their sigmas, so that a squared coefficient is a share of the variance.
 *
 * @returns undefined with too few samples for the transistors, or when the quantity does not vary
 */
export function sensitivityOf(of: string, observed: readonly Observed[], coefficients: MismatchCoefficients): Sensitivity | undefined {
  const columns = columnsOf(observed[0]?.deviations ?? [], coefficients);
  const [count, width] = [observed.length, columns.length + 1];
  if (columns.length === 0 || count < SAMPLES_PER_COEFFICIENT * width) return undefined;
  const rows = observed.map(({ deviations }) => rowOf(deviations, columns));
  const mean = observed.reduce((sum, { value }) => sum + value, 0) / count;
  const total = observed.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  if (!(total > 0)) return undefined;
  const fit = leastSquares(rows, observed.map(({ value }) => value), width);
  const rest = observed.reduce((sum, { value }, index) => sum + (value - (rows[index] ?? []).reduce((at, x, column) => at + x * (fit[column] ?? 0), 0)) ** 2, 0);
  const slopes = columns.map((column, index) => ({ ...column, effect: fit[index + 1] ?? 0 }));
  const variance = slopes.reduce((sum, { effect }) => sum + effect ** 2, 0);
  return {
    of,
    simulated: Math.sqrt(total / (count - 1)),
    predicted: Math.sqrt(variance),
    explained: 1 - (rest / (count - width)) / (total / (count - 1)),
    devices: slopes
      .map(({ transistor: { instance, device }, parameter, sigma, effect }) => ({ instance, device, parameter, slope: effect / sigma, sigma, share: variance > 0 ? effect ** 2 / variance : 0 }))
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_DEVICES),
  };
}

function columnsOf(deviations: readonly Deviation[], { avt, abeta = 0 }: MismatchCoefficients): Column[] {
  return deviations.flatMap(({ transistor }): Column[] => {
    const root = Math.sqrt(transistor.area);
    return [
      { transistor, parameter: 'threshold', sigma: avt / root },
      ...(abeta > 0 ? [{ transistor, parameter: 'beta' as const, sigma: abeta / root }] : []),
    ];
  });
}

function rowOf(deviations: readonly Deviation[], columns: readonly Column[]): number[] {
  const byPath = new Map(deviations.map((deviation) => [deviation.transistor.path, deviation] as const));
  return [1, ...columns.map(({ transistor: { path }, parameter, sigma }) => (byPath.get(path)?.[parameter] ?? NaN) / sigma)];
}

/** By the normal equations: the columns are independent draws of unit variance, so these are well conditioned. */
function leastSquares(rows: readonly (readonly number[])[], values: readonly number[], width: number): Float64Array {
  const matrix = new Float64Array(width * width);
  const right = new Float64Array(width);
  rows.forEach((row, index) => {
    for (let i = 0; i < width; i++) {
      right[i] = (right[i] ?? 0) + (row[i] ?? 0) * (values[index] ?? 0);
      for (let j = 0; j < width; j++) matrix[i * width + j] = (matrix[i * width + j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
    }
  });
  solve(factor(matrix, width), right, right);
  return right;
}
