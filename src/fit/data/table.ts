import { tableFile, tableOf } from '../../table/read-file.js';
import type { Encoding } from '../../table/decode.js';
import type { SheetHints, SheetRow } from '../../table/reading.js';
import type { Table } from '../../table/table.js';
import { sha256Hex } from '../../units/sha256.js';
import { ProblemList } from '../../units/problem-list.js';
import { UserError } from '../../units/user-error.js';
import type { FitData } from './fit-data.js';
import { parseMap, type ColumnPlace, type ColumnSpec } from './column.js';
import { parseSweepRate, withoutTime, withSweepTime } from './sweep-time.js';
import { unusedNames } from './unused.js';
import { parseCondition } from './condition.js';
import { readView, type Joined, type Wanted } from './view-rows.js';
import { viewsOf } from './wide.js';

export type { FitData } from './fit-data.js';

/** Most bytes of all files together: half a million rows, which take half a gigabyte while they are read. */
const LARGEST_CSV = 20_000_000;

export interface ImportOptions {
  /** `id=Id[uA]` */
  readonly map: readonly string[];
  /** Conditions that a row must meet. */
  readonly keep: readonly string[];
  /** Rows that meet all of these are held out; none without a condition. */
  readonly holdOut: readonly string[];
  /** What the user says where a file can be read in two ways. */
  readonly hints?: SheetHints;
  /** `0.1 V/s`: makes the time of a voltage sweep whose file has none. */
  readonly sweepRate?: string;
}

const ADVICE = 'say which with --decimal comma or --decimal point';

/**
 * Reads measurements. Every column a target uses is found by name and unit; nothing is guessed.
 * @throws UserError with file, line and column of every faulty cell, and for columns and units that do not fit
 */
export function loadTable(files: readonly string[], specs: readonly ColumnSpec[], options: ImportOptions): FitData {
  let characters = 0;
  const texts = files.map((file) => {
    const { text, encoding } = tableFile(file, LARGEST_CSV, 'thin the recording out or fit it in parts');
    characters += text.length;
    if (characters > LARGEST_CSV)
      throw new UserError([
        { file, message: `with the files before it there are more than ${LARGEST_CSV / 1e6} MB; fit them in parts` },
      ]);
    return { file, text, encoding };
  });
  return joinTables(texts, specs, options);
}

/** As `loadTable`, from texts. */
export function joinTables(files: readonly TextFile[], specs: readonly ColumnSpec[], options: ImportOptions): FitData {
  if (options.sweepRate === undefined) return joined(files, specs, options);
  const rate = parseSweepRate(options.sweepRate);
  return withSweepTime(joined(files, withoutTime(specs), options), rate);
}

function joined(files: readonly TextFile[], specs: readonly ColumnSpec[], options: ImportOptions): FitData {
  const map = parseMap(options.map, specs);
  const wanted: Wanted = {
    specs,
    keep: options.keep.map((text) => parseCondition(text, 'keep')),
    holdOut: options.holdOut.map((text) => parseCondition(text, 'hold-out')),
  };
  const all: Joined = {
    values: new Map(),
    texts: new Map(),
    units: new Map(),
    series: [],
    places: [],
    held: [],
    problems: new ProblemList(),
    masked: 0,
  };
  const first = files[0]?.file ?? '';
  const tables = files.map(({ file, text, encoding = 'UTF-8' }) =>
    tableOf(text, file, { encoding, advice: ADVICE, ...(options.hints && { hints: options.hints }) }),
  );
  const read = tables.map((table, index) => readFile(all, table, files[index]?.text ?? '', first, map, wanted));
  const { values, texts, units, series, places, held, problems, masked } = all;
  problems.throwIfAny();
  assertWhole(all, first);
  return {
    files: read.map(({ file }) => file),
    columns: new Map([...values].map(([name, list]) => [name, Float64Array.from(list)])),
    texts,
    series,
    units,
    places,
    heldOut: Uint8Array.from(held),
    masked,
    readings: read.map(({ reading }) => reading),
    mixtures: read.flatMap(({ mixtures }) => mixtures),
  };
}

interface TextFile {
  readonly file: string;
  readonly text: string;
  readonly encoding?: Encoding;
}

/** What is told of one file. */
interface FileRead {
  readonly file: FitData['files'][number];
  readonly reading: string;
  readonly mixtures: readonly string[];
}

/** Adds the rows of a file, once for each column of a wide one. @param first the file whose units it must share */
function readFile(
  joined: Joined,
  table: Table,
  text: string,
  first: string,
  map: ReadonlyMap<string, string>,
  wanted: Wanted,
): FileRead {
  const { file, rows } = table;
  const whole = wholeRows(joined.problems, table);
  let columns: ReadonlyMap<string, ColumnPlace> = new Map();
  for (const view of viewsOf(table, map)) columns = readView(joined, { table, first, rows: whole, view }, wanted);
  return {
    file: { file, sha256: sha256Hex(text), rows: rows.length },
    reading: readingOf(table, columns),
    mixtures: unusedNames({ ...table, rows: whole }, columns, wanted.keep),
  };
}

/** What was understood, in one line: `a.csv: semicolons, decimal comma, units from line 2; dt in ms, dw in %`. */
function readingOf({ file, understood, headings }: Table, columns: ReadonlyMap<string, ColumnPlace>): string {
  const named = [...columns].map(([name, { index, unit, kind }]) => {
    const from = headings[index]?.name === name ? '' : ` from "${headings[index]?.text ?? ''}"`;
    return `${name}${from}${kind === 'text' ? ' as text' : unit === '' ? ' as a number' : ` in ${unit}`}`;
  });
  return `${file}: ${understood.join(', ')}; ${named.join(', ')}`;
}

/** Rows with a field for every column; the others are problems. */
function wholeRows(problems: ProblemList, { file, headings, rows, place }: Table): readonly SheetRow[] {
  const width = headings.length;
  const short = rows.filter(({ cells }) => cells.length !== width);
  const doubled = short.length === rows.length && short.every(({ cells }) => cells.length === 2 * width);
  for (const row of short)
    problems.add(() => ({
      file,
      ...place(row, 0),
      message:
        `found ${row.cells.length} fields, expected ${width}; ` +
        (doubled
          ? 'commas seem to stand between fields and in numbers; export with semicolons, or with decimal points'
          : 'write one value for each column'),
    }));
  return short.length === 0 ? rows : rows.filter(({ cells }) => cells.length === width);
}

/** @throws UserError where no row is left, or a column is in some files only */
function assertWhole({ values, texts, places, masked }: Joined, file: string): void {
  if (places.length === 0)
    throw new UserError([
      {
        file,
        message:
          masked > 0 ? `--keep leaves none of ${masked} rows; check its values and units` : 'the file has no rows',
      },
    ]);
  for (const [name, list] of [...values, ...texts])
    if (list.length !== places.length)
      throw new UserError([{ message: `the column ${name} is in some of the files only; fit them one by one` }]);
}

/** A column that the target declares and does not call optional. */
export function columnOf(data: FitData, name: string): Float64Array {
  const column = data.columns.get(name);
  if (column === undefined) throw new Error(`the target does not declare the column ${name}`);
  return column;
}
