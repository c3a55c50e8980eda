import { createHash } from 'node:crypto';
import { place, readRows } from '../spec/csv-rows.js';
import { MOST_PROBLEMS } from '../spec/limits.js';
import { readTextFile } from '../spec/read-text-file.js';
import { DIMENSIONS } from '../units/dimensions.js';
import { UserError, type Problem } from '../units/user-error.js';
import { findColumn, parseMap, type ColumnPlace, type ColumnSpec } from './column.js';
import { matcher, parseCondition, plainNumber, readCell } from './condition.js';

const LARGEST_CSV = 100_000_000;

/** Measured points, SI, in the order of the files and their rows: a sweep keeps its direction. */
export interface FitData {
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly rows: number }[];
  readonly columns: ReadonlyMap<string, Float64Array>;
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
  return joinTables(files.map((file) => ({ file, text: readTextFile(file, LARGEST_CSV, 'split the recording') })), specs, options);
}

/** As `loadTable`, from texts. */
export function joinTables(files: readonly { readonly file: string; readonly text: string }[], specs: readonly ColumnSpec[], options: ImportOptions): FitData {
  const map = parseMap(options.map, specs);
  const [keep, holdOut] = [options.keep.map((text) => parseCondition(text, 'keep')), options.holdOut.map((text) => parseCondition(text, 'hold-out'))];
  const values = new Map<string, number[]>();
  const units = new Map<string, string>();
  const problems: Problem[] = [];
  const places: string[] = [];
  const held: number[] = [];
  let masked = 0;
  const read = files.map(({ file, text }) => {
    const [header, ...rows] = readRows(text, file);
    if (!header) throw new UserError([{ file, message: 'the file is empty; expected a line of column names and rows of numbers' }]);
    const headers = header.record;
    const columns = new Map<string, ColumnPlace>();
    for (const spec of specs) {
      const found = findColumn(spec, headers, map.get(spec.name), file);
      if (found === undefined) continue;
      const unit = found.kind === 'number' ? '' : DIMENSIONS[found.kind].signature;
      const before = units.get(spec.name);
      if (before !== undefined && before !== unit) throw new UserError([{ file, line: 1, message: `${spec.name} is in ${unit === '' ? 'pure numbers' : unit} here and in ${before === '' ? 'pure numbers' : before} in ${files[0]?.file ?? 'the file before'}` }]);
      units.set(spec.name, unit);
      columns.set(spec.name, found);
    }
    const match = (list: typeof keep) => list.map((condition) => matcher(condition, headers, (name) => columns.get(name), file));
    const [keeps, holds] = [match(keep), match(holdOut)];
    for (const row of rows) {
      if (row.record.length !== headers.length) {
        problems.push({ file, ...place(row, 0), message: `found ${row.record.length} fields, expected ${headers.length}; write one value for each column` });
        continue;
      }
      if (!keeps.every((holdsFor) => holdsFor(row))) {
        masked += 1;
        continue;
      }
      for (const [name, { index, unit, kind }] of columns) {
        const cell = row.record[index] ?? '';
        const value = kind === 'number' && unit === '' ? plainNumber(cell) : readCell(cell, unit, kind === 'number' ? 'ratio' : kind);
        if (value === undefined) problems.push({ file, ...place(row, index), message: `${name}: found ${JSON.stringify(cell.slice(0, 40))}, expected a finite number${unit === '' ? '' : ` in ${unit} without unit`}; correct the cell or leave the row out with --keep` });
        const list = values.get(name) ?? [];
        list.push(value ?? NaN);
        values.set(name, list);
      }
      places.push(`${file}:${row.info.lines}`);
      held.push(holds.length > 0 && holds.every((holdsFor) => holdsFor(row)) ? 1 : 0);
    }
    return { file, sha256: createHash('sha256').update(text).digest('hex'), rows: rows.length };
  });
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) problems.splice(MOST_PROBLEMS, more, { message: `and ${more} more problems` });
  if (problems.length > 0) throw new UserError(problems);
  if (places.length === 0) throw new UserError([{ file: files[0]?.file ?? '', message: masked > 0 ? `--keep leaves none of ${masked} rows; check its values and units` : 'the file has no rows' }]);
  for (const [name, list] of values) if (list.length !== places.length) throw new UserError([{ message: `the column ${name} is in some of the files only; fit them one by one` }]);
  return { files: read, columns: new Map([...values].map(([name, list]) => [name, Float64Array.from(list)])), units, places, heldOut: Uint8Array.from(held), masked };
}

/** A column that the target declares and does not call optional. */
export function columnOf(data: FitData, name: string): Float64Array {
  const column = data.columns.get(name);
  if (column === undefined) throw new Error(`the target does not declare the column ${name}`);
  return column;
}
