import { place, readRows, type CsvRow } from '../../spec/csv-rows.js';
import { projectFiles } from '../../shelf/shelves.js';
import { sha256Hex } from '../../units/sha256.js';
import { DIMENSIONS } from '../../units/dimensions.js';
import { isLineOfText } from '../../units/line-of-text.js';
import { readNumber } from '../../units/read-number.js';
import { ProblemList } from '../../units/problem-list.js';
import { UserError } from '../../units/user-error.js';
import { findColumn, parseMap, type ColumnPlace, type ColumnSpec } from './column.js';
import { matcher, parseCondition, readCell, type Condition } from './condition.js';
import { viewsOf, type View } from './wide.js';

/** Most bytes of all files together: half a million rows, which take half a gigabyte while they are read. */
const LARGEST_CSV = 20_000_000;

/** Measured points, SI, in the order of the files and their rows: a sweep keeps its direction. */
export interface FitData {
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly rows: number }[];
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Columns of names. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Which column of a wide table each point comes from; empty in a long one. */
  readonly series: readonly string[];
  /** SI unit by column; empty for pure numbers. */
  readonly units: ReadonlyMap<string, string>;
  /** `file:line` of each point. */
  readonly places: readonly string[];
  /** 1 for points that are predicted, not fitted. */
  readonly heldOut: Uint8Array;
  /** Rows that `--keep` left out. */
  readonly masked: number;
}

export interface ImportOptions {
  /** `id=Id[uA]` */
  readonly map: readonly string[];
  /** Conditions that a row must meet. */
  readonly keep: readonly string[];
  /** Rows that meet all of these are held out; none without a condition. */
  readonly holdOut: readonly string[];
}

/**
 * Reads measurements. Every column a target uses is found by name and unit; nothing is guessed.
 * @throws UserError with file, line and column of every faulty cell, and for columns and units that do not fit
 */
export function loadTable(files: readonly string[], specs: readonly ColumnSpec[], options: ImportOptions): FitData {
  let characters = 0;
  const texts = files.map((file) => {
    const text = projectFiles().text(file, LARGEST_CSV, 'thin the recording out or fit it in parts');
    characters += text.length;
    if (characters > LARGEST_CSV)
      throw new UserError([
        { file, message: `with the files before it there are more than ${LARGEST_CSV / 1e6} MB; fit them in parts` },
      ]);
    return { file, text };
  });
  return joinTables(texts, specs, options);
}

/** As `loadTable`, from texts. */
export function joinTables(
  files: readonly { readonly file: string; readonly text: string }[],
  specs: readonly ColumnSpec[],
  options: ImportOptions,
): FitData {
  const map = parseMap(options.map, specs);
  const conditions = {
    keep: options.keep.map((text) => parseCondition(text, 'keep')),
    holdOut: options.holdOut.map((text) => parseCondition(text, 'hold-out')),
  };
  const joined: Joined = {
    values: new Map(),
    texts: new Map(),
    units: new Map(),
    series: [],
    places: [],
    held: [],
    problems: new ProblemList(),
    masked: 0,
  };
  const read = files.map(({ file, text }) => {
    const [header, ...rows] = readRows(text, file);
    if (!header)
      throw new UserError([
        { file, message: 'the file is empty; expected a line of column names and rows of numbers' },
      ]);
    const short = rows.filter(({ record }) => record.length !== header.record.length);
    for (const row of short)
      joined.problems.add(() => ({
        file,
        ...place(row, 0),
        message: `found ${row.record.length} fields, expected ${header.record.length}; write one value for each column`,
      }));
    const whole = short.length === 0 ? rows : rows.filter(({ record }) => record.length === header.record.length);
    for (const view of viewsOf(header.record, map, file))
      readView(
        joined,
        { file, first: files[0]?.file ?? file, headers: header.record, rows: whole, view },
        specs,
        conditions,
      );
    return { file, sha256: sha256Hex(text), rows: rows.length };
  });
  const { values, texts, units, series, places, held, problems, masked } = joined;
  problems.throwIfAny();
  if (places.length === 0)
    throw new UserError([
      {
        file: files[0]?.file ?? '',
        message:
          masked > 0 ? `--keep leaves none of ${masked} rows; check its values and units` : 'the file has no rows',
      },
    ]);
  for (const [name, list] of [...values, ...texts])
    if (list.length !== places.length)
      throw new UserError([{ message: `the column ${name} is in some of the files only; fit them one by one` }]);
  return {
    files: read,
    columns: new Map([...values].map(([name, list]) => [name, Float64Array.from(list)])),
    texts,
    series,
    units,
    places,
    heldOut: Uint8Array.from(held),
    masked,
  };
}

/** What was read so far. */
interface Joined {
  readonly values: Map<string, number[]>;
  readonly texts: Map<string, string[]>;
  readonly units: Map<string, string>;
  readonly series: string[];
  readonly places: string[];
  readonly held: number[];
  readonly problems: ProblemList;
  masked: number;
}

interface Source {
  readonly file: string;
  /** The file whose units the others must share. */
  readonly first: string;
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly view: View;
}

function readView(
  joined: Joined,
  { file, first, headers, rows, view }: Source,
  specs: readonly ColumnSpec[],
  conditions: { readonly keep: readonly Condition[]; readonly holdOut: readonly Condition[] },
): void {
  const columns = new Map<string, ColumnPlace>();
  for (const spec of specs) {
    const found = findColumn(spec, headers, view.map.get(spec.name), file);
    if (found === undefined) continue;
    const unit = found.kind === 'number' || found.kind === 'text' ? '' : DIMENSIONS[found.kind].signature;
    const before = joined.units.get(spec.name);
    if (before !== undefined && before !== unit)
      throw new UserError([
        {
          file,
          line: 1,
          message:
            `${spec.name} is in ${unit === '' ? 'pure numbers' : unit} here and in ` +
            `${before === '' ? 'pure numbers' : before} in ${first}`,
        },
      ]);
    joined.units.set(spec.name, unit);
    columns.set(spec.name, found);
  }
  const match = (list: readonly Condition[]) =>
    list.map((condition) => matcher(condition, headers, (name) => columns.get(name), file));
  const [keeps, holds] = [match(conditions.keep), match(conditions.holdOut)];
  for (const row of rows) {
    if (!keeps.every((holdsFor) => holdsFor(row))) {
      joined.masked += 1;
      continue;
    }
    for (const [name, { index, unit, kind }] of columns) {
      const cell = row.record[index] ?? '';
      if (kind === 'text') {
        if (!isLineOfText(cell))
          joined.problems.add(() => ({
            file,
            ...place(row, index),
            message:
              `${name}: found ${JSON.stringify(cell.slice(0, 40))}, expected a name of one line without control or ` +
              `invisible characters; correct the cell`,
          }));
        append(joined.texts, name, cell);
        continue;
      }
      const value =
        kind === 'number' && unit === '' ? readNumber(cell) : readCell(cell, unit, kind === 'number' ? 'ratio' : kind);
      if (value === undefined)
        joined.problems.add(() => ({
          file,
          ...place(row, index),
          message:
            `${name}: found ${JSON.stringify(cell.slice(0, 40))}, expected a finite ` +
            `number${unit === '' ? '' : ` in ${unit} without unit`}; correct the cell or leave the row out ` +
            `with --keep`,
        }));
      append(joined.values, name, value ?? NaN);
    }
    joined.series.push(view.series);
    joined.places.push(`${file}:${row.info.lines}`);
    joined.held.push(holds.length > 0 && holds.every((holdsFor) => holdsFor(row)) ? 1 : 0);
  }
}

function append<V>(lists: Map<string, V[]>, name: string, value: V): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

/** A column that the target declares and does not call optional. */
export function columnOf(data: FitData, name: string): Float64Array {
  const column = data.columns.get(name);
  if (column === undefined) throw new Error(`the target does not declare the column ${name}`);
  return column;
}
