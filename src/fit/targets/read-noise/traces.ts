import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';

/** Evenly sampled conductance of one cell. */
export interface Trace {
  readonly name: string;
  /** s */
  readonly step: number;
  readonly start: number;
  /** S, in order; those that are held out follow those that are fitted. */
  readonly values: Float64Array;
  readonly rows: readonly number[];
  readonly held: Float64Array;
}

const FEWEST = 256;
/** Share of a step by which a time may be off its place. */
const JITTER = 0.05;

/**
 * One trace per series, name and file.
 * @throws UserError for times that do not run evenly, traces that are too short or do not change, and rows held out in
 *   the middle
 */
export function tracesOf(data: FitData): Trace[] {
  return [...groupsOf(data)].map(([name, rows]) => traceOf(data, name, rows));
}

function groupsOf(data: FitData): ReadonlyMap<string, readonly number[]> {
  const names = data.texts.get('trace');
  const groups = new Map<string, number[]>();
  columnOf(data, 't').forEach((_, row) => {
    const file = data.files.length > 1 ? (data.places[row] ?? '').replace(/:\d+$/, '').replace(/^.*[\\/]/, '') : '';
    const name = [file, names?.[row] ?? '', data.series[row] ?? ''].filter((part) => part !== '').join(' ');
    const rows = groups.get(name);
    if (rows) rows.push(row);
    else groups.set(name, [row]);
  });
  return groups;
}

function traceOf(data: FitData, name: string, rows: readonly number[]): Trace {
  const [time, conductance] = [columnOf(data, 't'), columnOf(data, 'g')];
  const titled = name === '' ? 'the trace' : `the trace ${name}`;
  const place = data.places[rows[0] ?? -1] ?? '';
  const fitted = fittedRows(data, rows, titled);
  if (fitted.length < FEWEST)
    throw new UserError([
      {
        message: `${place}: found ${fitted.length} samples of ${titled}, expected at least ${FEWEST} for a spectrum`,
      },
    ]);
  const step = stepOf(data, rows, titled);
  const values = Float64Array.from(fitted, (row) => conductance[row] ?? NaN);
  assertNoise(values, titled, place);
  return {
    name,
    step,
    start: time[rows[0] ?? -1] ?? NaN,
    values,
    rows: fitted,
    held: Float64Array.from(rows.slice(fitted.length), (row) => conductance[row] ?? NaN),
  };
}

/** @throws UserError where rows are held out before others that are fitted */
function fittedRows({ heldOut }: FitData, rows: readonly number[], titled: string): readonly number[] {
  const fitted = rows.filter((row) => heldOut[row] === 0);
  const after = rows.findIndex((row) => heldOut[row] === 1);
  if (after >= 0 && after !== fitted.length)
    throw new UserError([
      {
        message:
          `--hold-out takes rows of ${titled} before others that are fitted; every trace has parameters ` +
          `of its own, so hold out its end, such as "t > 40 s"`,
      },
    ]);
  return fitted;
}

/** Time between two samples, s. @throws UserError for times that do not rise evenly */
function stepOf(data: FitData, rows: readonly number[], titled: string): number {
  const time = columnOf(data, 't');
  const place = (row: number | undefined): string => data.places[row ?? -1] ?? '';
  const [first, last] = [time[rows[0] ?? -1] ?? NaN, time[rows.at(-1) ?? -1] ?? NaN];
  const step = (last - first) / (rows.length - 1);
  if (!(step > 0))
    throw new UserError([
      { message: `${place(rows[0])}: the times of ${titled} run from ${first} to ${last} s, expected them to rise` },
    ]);
  const odd = rows.findIndex(
    (row, index) =>
      Math.abs((time[row] ?? NaN) - first - index * step) > JITTER * step * Math.max(1, 1e-3 * index) ||
      (index > 0 && (time[row] ?? NaN) <= (time[rows[index - 1] ?? -1] ?? NaN)),
  );
  if (odd >= 0)
    throw new UserError([
      {
        message:
          `${place(rows[odd])}: t is ${time[rows[odd] ?? -1] ?? NaN} s, expected ` +
          `${(first + odd * step).toPrecision(6)} s; spectra and dwell times need even steps, so cut ` +
          `${titled} to a part without gaps with --keep`,
      },
    ]);
  return step;
}

/** @throws UserError for a trace that does not change, or whose mean is no conductance */
function assertNoise(values: Float64Array, titled: string, place: string): void {
  if (values.every((value) => value === values[0]))
    throw new UserError([
      { message: `${place}: ${titled} is ${values[0] ?? NaN} S at every sample; there is no noise to fit` },
    ]);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!(mean > 0))
    throw new UserError([
      {
        message: `${place}: ${titled} has a mean of ${mean.toPrecision(4)} S, expected a conductance above 0`,
      },
    ]);
}

export function momentsOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    mean,
    deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)),
  };
}
