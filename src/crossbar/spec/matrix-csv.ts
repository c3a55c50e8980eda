import { headingOf } from '../../table/heading.js';
import { looksNumeric } from '../../table/numbers.js';
import { tableBeside } from '../../table/read-file.js';
import type { SheetReading, SheetRow } from '../../table/reading.js';
import { fieldsOfComment, readSheet, type Sheet } from '../../table/sheet.js';
import { readTableUnit } from '../../table/unit.js';
import { ProblemList } from '../../units/problem-list.js';
import { readNumber } from '../../units/read-number.js';
import { UserError } from '../../units/user-error.js';
import { LARGEST_SIDE } from './fields.js';

/** Largest file, bytes: the largest array has four million cells. */
const LARGEST_CSV = 50_000_000;

const ADVICE =
  'write the numbers without marks between thousands, or one of them as 0,5 (decimal comma) or 1,234.5 (decimal point)';

/** A matrix, row by row, SI. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** A matrix that was read, and how. */
export interface MatrixFile extends Matrix {
  /** One line: `cells.csv: semicolons, decimal comma; resistances in kohm`. */
  readonly reading: string;
}

export type MatrixKind = 'conductance' | 'voltage';

/** What the array says about a matrix: `0,1` is one number or two by the columns it may have. */
export type Fits = NonNullable<SheetReading['fits']>;

/**
 * Reads a CSV matrix whose first line is its unit alone (`uS`, `kohm`, `mV`) and whose other lines are plain numbers.
 * Resistances become conductances where those are wanted; an infinite one (`inf`) is a cell that is open.
 * @throws UserError with line and column of every faulty entry: a wrong shape, a number that is none, a sign that means
 *   nothing,
 *   a unit at a number (mixed units), a path outside the spec's folder
 */
export function loadMatrix(file: string, folder: string, wanted: MatrixKind, fits?: Fits): MatrixFile {
  const { path, text, encoding } = tableBeside(file, folder, LARGEST_CSV, 'split the array');
  return readMatrix(text, path, wanted, { encoding, ...(fits && { fits }) }, file);
}

/** As `loadMatrix`, from text. */
export function parseMatrix(text: string, file: string, wanted: MatrixKind): Matrix {
  const { rows, columns, values } = readMatrix(text, file, wanted, {});
  return { rows, columns, values };
}

function readMatrix(
  text: string,
  file: string,
  wanted: MatrixKind,
  reading: Pick<SheetReading, 'encoding' | 'fits'>,
  name = file,
): MatrixFile {
  const sheet = readSheet(text, file, { ...reading, kind: 'matrix', advice: ADVICE });
  const { unit, factor, inverse, from, said } = readHeader(sheet, wanted);
  const lines = withoutEnds(sheet.rows.slice(from));
  const [columns, rows] = [lines[0]?.cells.length ?? 0, lines.length];
  if (rows < 1)
    throw new UserError([
      { file, message: 'the matrix is empty; write one line of numbers per word line below the unit' },
    ]);
  if (rows > LARGEST_SIDE || columns > LARGEST_SIDE)
    throw new UserError([
      { file, message: `found ${rows} rows of ${columns} numbers, expected at most ${LARGEST_SIDE} each way` },
    ]);
  const values = valuesOf(sheet, lines, columns, wanted, { factor, inverse });
  const what = wanted === 'voltage' ? 'voltages' : inverse ? 'resistances' : 'conductances';
  return {
    rows,
    columns,
    values,
    reading: `${name}: ${[...sheet.understood, ...said].join(', ')}; ${rows} x ${columns} ${what} in ${unit}`,
  };
}

/** Numbers of the rows, SI. @throws UserError with every faulty entry */
function valuesOf(
  sheet: Sheet,
  lines: readonly SheetRow[],
  columns: number,
  wanted: MatrixKind,
  { factor, inverse }: Pick<Header, 'factor' | 'inverse'>,
): Float64Array {
  const values = new Float64Array(lines.length * columns);
  const problems = new ProblemList();
  lines.forEach((line, row) => {
    if (line.cells.length !== columns) {
      problems.add({
        file: sheet.file,
        line: line.line,
        message:
          `row ${row + 1} has ${line.cells.length} numbers and row 1 has ${columns}; write the same number in ` +
          `every row`,
      });
      return;
    }
    line.cells.forEach((entry, column) => {
      const value = number(sheet.number(entry), wanted, inverse);
      if (typeof value === 'string')
        problems.add(() => ({
          file: sheet.file,
          line: line.line,
          message: `row ${row + 1}, column ${column + 1}: found ${JSON.stringify(entry.slice(0, 40))}, ${value}`,
        }));
      else values[row * columns + column] = inverse ? 1 / (value * factor) : value * factor;
    });
  });
  problems.throwIfAny();
  return values;
}

/** Rows without empty fields that every one of them ends with: a spreadsheet writes a mark behind the last column. */
function withoutEnds(rows: readonly SheetRow[]): readonly SheetRow[] {
  const ended = rows.every(({ cells }) => cells.length > 1 && cells.at(-1) === '');
  return rows.length > 0 && ended ? withoutEnds(rows.map((row) => ({ ...row, cells: row.cells.slice(0, -1) }))) : rows;
}

/** A matrix as CSV with its unit in the first line; SI numbers that read back exactly. */
export function* matrixCsv({ rows, columns, values }: Matrix, unit: string): Generator<string> {
  yield `${unit}\r\n`;
  for (let row = 0; row < rows; row += 1)
    yield `${Array.from(values.subarray(row * columns, (row + 1) * columns), String).join(',')}\r\n`;
}

/** Columns as CSV under headers that carry their units. */
export function* columnsCsv(headers: readonly string[], rows: Iterable<readonly number[]>): Generator<string> {
  yield `${headers.join(',')}\r\n`;
  for (const row of rows) yield `${row.map(String).join(',')}\r\n`;
}

function number(entry: string, wanted: MatrixKind, inverse: boolean): number | string {
  if (inverse && /^\+?(inf|infinity|\u221e)$/i.test(entry)) return Infinity;
  const value = readNumber(entry);
  if (value === undefined)
    return /\d\s*[a-z%\u00b5\u03bc\u03a9\u2126]+$/i.test(entry)
      ? 'expected a plain number; the unit stands once, in the first line'
      : 'expected a finite number';
  if (wanted === 'voltage') return value;
  if (value < 0) return inverse ? 'expected a resistance above 0' : 'expected a conductance of at least 0';
  return inverse && value === 0 ? 'expected a resistance above 0' : value;
}

interface Header {
  readonly unit: string;
  readonly factor: number;
  readonly inverse: boolean;
  /** First row of numbers. */
  readonly from: number;
  readonly said: readonly string[];
}

/** The unit: the first line, or a comment above the numbers where no other line has one. */
function readHeader({ rows, comments, delimiter, file }: Sheet, wanted: MatrixKind): Header {
  const expected =
    wanted === 'voltage'
      ? 'the unit of voltages alone, such as "V" or "mV"'
      : 'the unit of conductances or resistances alone, such as "uS" or "kohm"';
  const first = rows[0];
  const above = comments.filter(({ line }) => line < (first?.line ?? Infinity));
  const commented =
    first && first.cells.some(looksNumeric) ? above.find((one) => unitsOf([one.text])[0] !== '') : undefined;
  const header = commented ? fieldsOfComment(commented, delimiter) : (first?.cells ?? []);
  const line = commented?.line ?? first?.line ?? 1;
  const fail = (found: string, more = ''): never => {
    throw new UserError([
      { file, line, column: 1, message: `found ${JSON.stringify(found.slice(0, 40))}, expected ${expected}${more}` },
    ]);
  };
  const units = unitsOf(header.filter((cell, index) => cell !== '' || index === 0));
  if (new Set(units).size > 1) return fail(header.join(','), '; a matrix has one unit, convert the columns to it');
  if (!commented && header.length > 1 && header.every(looksNumeric)) return fail(header.join(','));
  const unit = units[0] === '' ? (header[0] ?? '') : (units[0] ?? '');
  const reading = readTableUnit(unit);
  if ('fault' in reading) return fail(unit, `; ${reading.fault}`);
  const fits = wanted === 'voltage' ? ['V'] : ['S', 'ohm'];
  if (!fits.includes(reading.signature)) return fail(unit);
  return {
    unit,
    factor: 10 ** reading.exponent,
    inverse: reading.signature === 'ohm',
    from: commented ? 0 : 1,
    said: commented ? [`unit from the comment in line ${commented.line}`] : [],
  };
}

/** Units of `uS`, `G (uS)` or `unit: uS`; empty where there is none. */
function unitsOf(cells: readonly string[]): string[] {
  return cells.map((cell) => {
    if (!('fault' in readTableUnit(cell))) return cell;
    const { unit } = headingOf(cell.replace(/^(units?)\s*[:=]\s*(.*)$/i, '$1 ($2)'));
    return unit;
  });
}
