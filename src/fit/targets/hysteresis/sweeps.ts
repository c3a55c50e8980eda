import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';

/** What was measured, row by row, SI. */
export interface Columns {
  readonly t: Float64Array;
  readonly v: Float64Array;
  readonly i: Float64Array;
  /** Compliance. */
  readonly ic: Float64Array | undefined;
  readonly celsius: Float64Array | undefined;
  /** Ohms between source and device. */
  readonly series: Float64Array | undefined;
}

export function columnsOf(data: FitData): Columns {
  const [t, v, i] = [columnOf(data, 't'), columnOf(data, 'v'), columnOf(data, 'i')];
  const [ic, celsius, series] = ['ic', 'T', 'rs'].map((name) => data.columns.get(name));
  return { t, v, i, ic, celsius, series };
}

/** Every recording costs a parameter: the state that it starts in. */
const MOST_RECORDINGS = 12;

/**
 * Rows that belong together: a new sweep where the time goes back, or file, series, temperature or resistor change.
 * @throws UserError for times that stand still, sweeps that are too many or too short, a series resistance below 0 and
 *   a compliance that is none
 */
export function sweepsOf(data: FitData, columns: Columns): readonly (readonly number[])[] {
  const groups = groupsOf(data, columns);
  assertLengths(data, groups);
  const { series, ic } = columns;
  const badSeries = series?.findIndex((value) => !(value >= 0)) ?? -1;
  if (badSeries >= 0)
    throw new UserError([
      { message: `${data.places[badSeries] ?? ''}: rs is ${series?.[badSeries] ?? NaN} ohm, expected 0 or more` },
    ]);
  const badLimit = ic?.findIndex((value) => !(value > 0)) ?? -1;
  if (badLimit >= 0)
    throw new UserError([
      {
        message:
          `${data.places[badLimit] ?? ''}: the compliance is ${ic?.[badLimit] ?? NaN} A, expected a current ` +
          `above 0`,
      },
    ]);
  return groups;
}

function groupsOf(data: FitData, { t, celsius, series }: Columns): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const row of t.keys()) {
    const before = row - 1;
    const same =
      row > 0 &&
      fileOf(data, row) === fileOf(data, before) &&
      data.series[row] === data.series[before] &&
      celsius?.[row] === celsius?.[before] &&
      series?.[row] === series?.[before];
    if (same && t[row] === t[before])
      throw new UserError([
        {
          message:
            `${data.places[row] ?? ''}: found the time ${t[row] ?? NaN} s twice; expected times that rise ` +
            `within a sweep, and start again where a new one begins`,
        },
      ]);
    if (same && (t[row] ?? NaN) > (t[before] ?? NaN)) groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  return groups;
}

function assertLengths(data: FitData, groups: readonly (readonly number[])[]): void {
  if (groups.length > MOST_RECORDINGS)
    throw new UserError([
      {
        file: data.files[0]?.file ?? '',
        message:
          `found ${groups.length} sweeps that start anew (the time goes back, or the file or T changes), ` +
          `expected at most ${MOST_RECORDINGS}: each starts in a state of its own; choose some with --keep, ` +
          `or give cycles that follow each other one time axis`,
      },
    ]);
  const short = groups.find((rows) => rows.length < 8);
  if (short)
    throw new UserError([
      {
        message:
          `${data.places[short[0] ?? 0] ?? ''}: a sweep of ${short.length} rows; expected at least 8 with ` +
          `rising times`,
      },
    ]);
}

function fileOf(data: FitData, row: number): string {
  return (data.places[row] ?? '').replace(/:\d+$/, '');
}
