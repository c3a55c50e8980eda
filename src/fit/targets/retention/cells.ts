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
  const [time, conductance] = [columnOf(data, 't'), columnOf(data, 'g')];
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
  const fitted: Cell[] = [];
  const held: Cell[] = [];
  const times = new Set<number>();
  for (const [name, rows] of groups) {
    const order = rows.toSorted((a, b) => (time[a] ?? NaN) - (time[b] ?? NaN));
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
    const out = order.filter((row) => data.heldOut[row] === 1).length;
    if (out > 0 && out < order.length)
      throw new UserError([
        {
          message:
            `--hold-out takes ${out} of ${order.length} reads of ${titled(name)}; reads of one cell depend ` +
            `on each other, so hold out whole cells, such as "cell = 7"`,
        },
      ]);
    const later = order.slice(1);
    if (later.length === 0) continue;
    const cell = {
      name,
      start,
      rows: later,
      times: Float64Array.from(later, (row) => time[row] ?? NaN),
      changes: Float64Array.from(later, (row) => (conductance[row] ?? NaN) - start),
    };
    (out > 0 ? held : fitted).push(cell);
    if (out === 0) cell.times.forEach((at) => times.add(at));
  }
  const file = data.files[0]?.file ?? '';
  if (fitted.length < FEWEST_CELLS)
    throw new UserError([
      {
        file,
        message:
          `found ${fitted.length} cells with a read at t = 0 and a later one, expected at least ` +
          `${FEWEST_CELLS} for a mean and a spread`,
      },
    ]);
  if (times.size < FEWEST_TIMES)
    throw new UserError([
      {
        file,
        message: `found reads at ${times.size} times after t = 0, expected at least ${FEWEST_TIMES} for a law of time`,
      },
    ]);
  const starts = fitted.map(({ start }) => start);
  const [low, high] = [Math.min(...starts), Math.max(...starts)];
  const levels = new Set(starts.map((start) => Math.min(Math.floor((10 * (start - low)) / (high - low)), 9)));
  if (!(high > 1.2 * low) || levels.size < FEWEST_LEVELS)
    throw new UserError([
      {
        file,
        message:
          `the cells start from ${low.toPrecision(3)} to ${high.toPrecision(3)} S, expected at least ` +
          `${FEWEST_LEVELS} levels over a factor of 1.2 for a law of the level`,
      },
    ]);
  if (fitted.every(({ changes }) => changes.every((change) => change === 0)))
    throw new UserError([{ file, message: 'no cell changes between its reads; there is nothing to fit' }]);
  return { fitted, held, times: [...times].sort((a, b) => a - b) };
}

function titled(name: string): string {
  return name === '' ? 'the cell' : `the cell ${name}`;
}
