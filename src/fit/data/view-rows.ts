import type { SheetRow } from '../../table/reading.js';
import type { Table } from '../../table/table.js';
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
  readonly table: Table;
  /** The file whose units the others must share. */
  readonly first: string;
  readonly rows: readonly SheetRow[];
  readonly view: View;
}

/** Adds the rows of one file, as one of its views shows them. @returns where the columns of the target stand */
export function readView(
  joined: Joined,
  source: Source,
  { specs, keep, holdOut }: Wanted,
): ReadonlyMap<string, ColumnPlace> {
  const { table, rows, view } = source;
  const columns = columnsOf(joined, source, specs);
  const match = (list: readonly Condition[]) =>
    list.map((condition) => matcher(condition, table, (name) => columns.get(name)));
  const [keeps, holds] = [match(keep), match(holdOut)];
  for (const row of rows) {
    if (!keeps.every((holdsFor) => holdsFor(row))) {
      joined.masked += 1;
      continue;
    }
    for (const [name, column] of columns) {
      if (column.kind === 'text') addText(joined, name, column, row, table);
      else addValue(joined, name, column, row, table);
    }
    joined.series.push(view.series);
    joined.places.push(`${table.file}:${row.line}`);
    joined.held.push(holds.length > 0 && holds.every((holdsFor) => holdsFor(row)) ? 1 : 0);
  }
  return columns;
}

/** Where the columns of a target stand. @throws UserError where a unit is of another kind than in an earlier file */
function columnsOf(
  { units }: Joined,
  { table, first, view }: Source,
  specs: readonly ColumnSpec[],
): Map<string, ColumnPlace> {
  const columns = new Map<string, ColumnPlace>();
  for (const spec of specs) {
    const found = findColumn(spec, table, view.map.get(spec.name));
    if (found === undefined) continue;
    const unit = found.kind === 'number' || found.kind === 'text' ? '' : DIMENSIONS[found.kind].signature;
    const before = units.get(spec.name);
    if (before !== undefined && before !== unit)
      throw new UserError([
        {
          file: table.file,
          line: table.line,
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

function addText(
  { texts, problems }: Joined,
  name: string,
  { index }: ColumnPlace,
  row: SheetRow,
  { file, place }: Table,
): void {
  const cell = row.cells[index] ?? '';
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

/** What instruments write where a value overflowed (9.9E37) or is none (9.91E37). */
const OVERFLOW = /^[+-]?9\.9\d*e\+?37$/i;

function addValue(joined: Joined, name: string, column: ColumnPlace, row: SheetRow, table: Table): void {
  const { index, unit } = column;
  const cell = row.cells[index] ?? '';
  const plain = table.number(cell);
  const value = OVERFLOW.test(plain) ? undefined : numberOf(plain, column);
  if (value === undefined)
    joined.problems.add(() => ({
      file: table.file,
      ...table.place(row, index),
      message:
        `${name}: found ${JSON.stringify(cell.slice(0, 40))}, ` +
        `${OVERFLOW.test(plain) ? 'which an instrument writes for an overflow; ' : ''}expected a finite ` +
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
