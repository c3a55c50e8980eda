import { place, type CsvRow } from '../../spec/csv-rows.js';
import { DIMENSIONS } from '../../units/dimensions.js';
import { isLineOfText } from '../../units/line-of-text.js';
import type { ProblemList } from '../../units/problem-list.js';
import { readNumber } from '../../units/read-number.js';
import { UserError } from '../../units/user-error.js';
import { findColumn, type ColumnPlace, type ColumnSpec } from './column.js';
import { matcher, readCell, type Condition } from './condition.js';
import type { View } from './wide.js';

/** What was read so far. */
export interface Joined {
  readonly values: Map<string, number[]>;
  readonly texts: Map<string, string[]>;
  readonly units: Map<string, string>;
  readonly series: string[];
  readonly places: string[];
  readonly held: number[];
  readonly problems: ProblemList;
  masked: number;
}

/** What a target needs of every row, and which rows it gets. */
export interface Wanted {
  readonly specs: readonly ColumnSpec[];
  readonly keep: readonly Condition[];
  readonly holdOut: readonly Condition[];
}

export interface Source {
  readonly file: string;
  /** The file whose units the others must share. */
  readonly first: string;
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly view: View;
}

/** Adds the rows of one file, as one of its views shows them. */
export function readView(joined: Joined, source: Source, { specs, keep, holdOut }: Wanted): void {
  const { file, headers, rows, view } = source;
  const columns = columnsOf(joined, source, specs);
  const match = (list: readonly Condition[]) =>
    list.map((condition) => matcher(condition, headers, (name) => columns.get(name), file));
  const [keeps, holds] = [match(keep), match(holdOut)];
  for (const row of rows) {
    if (!keeps.every((holdsFor) => holdsFor(row))) {
      joined.masked += 1;
      continue;
    }
    for (const [name, column] of columns) {
      if (column.kind === 'text') addText(joined, name, column, row, file);
      else addValue(joined, name, column, row, file);
    }
    joined.series.push(view.series);
    joined.places.push(`${file}:${row.info.lines}`);
    joined.held.push(holds.length > 0 && holds.every((holdsFor) => holdsFor(row)) ? 1 : 0);
  }
}

/** Where the columns of a target stand. @throws UserError where a unit is of another kind than in an earlier file */
function columnsOf(
  { units }: Joined,
  { file, first, headers, view }: Source,
  specs: readonly ColumnSpec[],
): Map<string, ColumnPlace> {
  const columns = new Map<string, ColumnPlace>();
  for (const spec of specs) {
    const found = findColumn(spec, headers, view.map.get(spec.name), file);
    if (found === undefined) continue;
    const unit = found.kind === 'number' || found.kind === 'text' ? '' : DIMENSIONS[found.kind].signature;
    const before = units.get(spec.name);
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
    units.set(spec.name, unit);
    columns.set(spec.name, found);
  }
  return columns;
}

function addText({ texts, problems }: Joined, name: string, { index }: ColumnPlace, row: CsvRow, file: string): void {
  const cell = row.record[index] ?? '';
  if (!isLineOfText(cell))
    problems.add(() => ({
      file,
      ...place(row, index),
      message:
        `${name}: found ${JSON.stringify(cell.slice(0, 40))}, expected a name of one line without control or ` +
        `invisible characters; correct the cell`,
    }));
  append(texts, name, cell);
}

function addValue(joined: Joined, name: string, column: ColumnPlace, row: CsvRow, file: string): void {
  const { index, unit } = column;
  const cell = row.record[index] ?? '';
  const value = numberOf(cell, column);
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

function numberOf(cell: string, { unit, kind }: ColumnPlace): number | undefined {
  if (kind === 'number' || kind === 'text') return unit === '' ? readNumber(cell) : readCell(cell, unit, 'ratio');
  return readCell(cell, unit, kind);
}

function append<V>(lists: Map<string, V[]>, name: string, value: V): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}
