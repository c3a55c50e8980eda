import { UserError } from '../../../units/user-error.js';
import { columnOf, type FitData } from '../../data/table.js';

/** One cell: what it started from and what it was at later reads, in their order. */
export interface Cell {
  readonly name: string;
  readonly start: number;
  readonly times: Float64Array;
  readonly changes: Float64Array;
  /** Rows of the changes in the data. */
  readonly rows: readonly number[];
}

export interface Cells {
  readonly fitted: readonly Cell[];
  readonly held: readonly Cell[];
  /** Later times at which any cell was read, s, rising. */
  readonly times: readonly number[];
}

const FEWEST_CELLS = 20;
const FEWEST_TIMES = 3;
/** Of the distinct starting levels, told apart by a tenth of the range. */
const FEWEST_LEVELS = 3;

/**
 * Reads that belong together, put in the order of time.
 * @throws UserError for a negative time, a cell without or with two starts, a cell both fitted and held out, and data
 *   that are too few
 */
export function cellsOf(data: FitData): Cells {
  const reads: Reads = { data, time: columnOf(data, 't'), conductance: columnOf(data, 'g') };
  const fitted: Cell[] = [];
  const held: Cell[] = [];
  for (const [name, rows] of groupsOf(reads)) {
    const order = rows.toSorted((a, b) => (reads.time[a] ?? NaN) - (reads.time[b] ?? NaN));
    assertStart(reads, name, order);
    const out = assertWhole(data, name, order);
    const later = order.slice(1);
    if (later.length > 0) (out ? held : fitted).push(cellOf(reads, name, order[0] ?? -1, later));
  }
  const times = new Set(fitted.flatMap((cell) => [...cell.times]));
  assertEnough(fitted, times, data.files[0]?.file ?? '');
  return { fitted, held, times: [...times].sort((a, b) => a - b) };
}

interface Reads {
  readonly data: FitData;
  readonly time: Float64Array;
  readonly conductance: Float64Array;
}

/** Rows by cell. */
function groupsOf({ data, time }: Reads): ReadonlyMap<string, readonly number[]> {
  const names = data.texts.get('cell');
  const groups = new Map<string, number[]>();
  time.forEach((at, row) => {
    if (at < 0)
      throw new UserError([
        { message: `${data.places[row] ?? ''}: t is ${at} s, expected the time since programming, 0 or more` },
      ]);
    // A wide table holds one cell per column.
    const name = [names?.[row] ?? '', data.series[row] ?? ''].filter((part) => part !== '').join(' ');
    const rows = groups.get(name);
    if (rows) rows.push(row);
    else groups.set(name, [row]);
  });
  return groups;
}

/** @throws UserError for a cell that is read twice at one time, or has no start above 0 */
function assertStart({ data, time, conductance }: Reads, name: string, order: readonly number[]): void {
  const place = data.places[order[0] ?? -1] ?? '';
  const twice = order.find((row, index) => index > 0 && time[row] === time[order[index - 1] ?? -1]);
  if (twice !== undefined)
    throw new UserError([
      {
        message:
          `${data.places[twice] ?? ''}: ${titled(name)} is read twice at ${time[twice] ?? NaN} s; name ` +
          `the column that tells cells apart with --map cell="Column"`,
      },
    ]);
  const first = order[0] ?? -1;
  if (time[first] !== 0)
    throw new UserError([
      { message: `${place}: ${titled(name)} has no read at t = 0; every change is counted from there` },
    ]);
  const start = conductance[first] ?? NaN;
  if (!(start > 0))
    throw new UserError([
      { message: `${place}: ${titled(name)} starts from ${start} S, expected a conductance above 0` },
    ]);
}

/** @returns whether the cell is held out @throws UserError where some of its reads are */
function assertWhole({ heldOut }: FitData, name: string, order: readonly number[]): boolean {
  const out = order.filter((row) => heldOut[row] === 1).length;
  if (out > 0 && out < order.length)
    throw new UserError([
      {
        message:
          `--hold-out takes ${out} of ${order.length} reads of ${titled(name)}; reads of one cell depend ` +
          `on each other, so hold out whole cells, such as "cell = 7"`,
      },
    ]);
  return out > 0;
}

function cellOf({ time, conductance }: Reads, name: string, first: number, later: readonly number[]): Cell {
  const start = conductance[first] ?? NaN;
  return {
    name,
    start,
    rows: later,
    times: Float64Array.from(later, (row) => time[row] ?? NaN),
    changes: Float64Array.from(later, (row) => (conductance[row] ?? NaN) - start),
  };
}

/** @throws UserError for too few cells, times or levels, and for cells that do not change */
function assertEnough(fitted: readonly Cell[], times: ReadonlySet<number>, file: string): void {
  const insufficient =
    tooFew(fitted.length, times.size) ??
    tooNarrow(fitted.map(({ start }) => start)) ??
    (fitted.every(({ changes }) => changes.every((change) => change === 0))
      ? 'no cell changes between its reads; there is nothing to fit'
      : undefined);
  if (insufficient !== undefined) throw new UserError([{ file, message: insufficient }]);
}

function tooFew(cells: number, times: number): string | undefined {
  if (cells < FEWEST_CELLS)
    return (
      `found ${cells} cells with a read at t = 0 and a later one, expected at least ` +
      `${FEWEST_CELLS} for a mean and a spread`
    );
  return times < FEWEST_TIMES
    ? `found reads at ${times} times after t = 0, expected at least ${FEWEST_TIMES} for a law of time`
    : undefined;
}

function tooNarrow(starts: readonly number[]): string | undefined {
  const [low, high] = [Math.min(...starts), Math.max(...starts)];
  const levels = new Set(starts.map((start) => Math.min(Math.floor((10 * (start - low)) / (high - low)), 9)));
  return !(high > 1.2 * low) || levels.size < FEWEST_LEVELS
    ? `the cells start from ${low.toPrecision(3)} to ${high.toPrecision(3)} S, expected at least ` +
        `${FEWEST_LEVELS} levels over a factor of 1.2 for a law of the level`
    : undefined;
}

function titled(name: string): string {
  return name === '' ? 'the cell' : `the cell ${name}`;
}
