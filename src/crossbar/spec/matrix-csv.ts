import { parse } from 'csv-parse/sync';
import { LONGEST_ROW, malformed } from '../../spec/csv-rows.js';
import { readDataBeside } from '../../spec/read-beside.js';
import { readUnit } from '../../units/dimensions.js';
import { ProblemList } from '../../units/problem-list.js';
import { readNumber } from '../../units/read-number.js';
import { UserError } from '../../units/user-error.js';
import { LARGEST_SIDE } from './fields.js';

/** Largest file, bytes: the largest array has four million cells. */
const LARGEST_CSV = 50_000_000;

/** A matrix, row by row, SI. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * Reads a CSV matrix whose first line is its unit alone (`uS`, `kohm`, `mV`) and whose other lines are plain numbers.
 * Resistances become conductances where those are wanted.
 * @throws UserError with line and column of every faulty entry: a wrong shape, a number that is none, a sign that means
 *   nothing,
 *   a unit at a number (mixed units), a path outside the spec's folder
 */
export function loadMatrix(file: string, folder: string, wanted: 'conductance' | 'voltage'): Matrix {
  const { path, text } = readDataBeside(file, folder, LARGEST_CSV, 'split the array');
  return parseMatrix(text, path, wanted);
}

/** As `loadMatrix`, from text. */
export function parseMatrix(text: string, file: string, wanted: 'conductance' | 'voltage'): Matrix {
  const lines = records(text, file);
  const header = lines[0] ?? [];
  const { factor, inverse } = readHeader(header, file, wanted);
  const [columns, rows] = [lines[1]?.length ?? 0, lines.length - 1];
  if (rows < 1)
    throw new UserError([
      { file, message: 'the matrix is empty; write one line of numbers per word line below the unit' },
    ]);
  if (rows > LARGEST_SIDE || columns > LARGEST_SIDE)
    throw new UserError([
      { file, message: `found ${rows} rows of ${columns} numbers, expected at most ${LARGEST_SIDE} each way` },
    ]);
  const values = new Float64Array(rows * columns);
  const problems = new ProblemList();
  lines.slice(1).forEach((line, row) => {
    const where = { file, line: row + 2 };
    if (line.length !== columns) {
      problems.add({
        ...where,
        message:
          `row ${row + 1} has ${line.length} numbers and row 1 has ${columns}; write the same number in ` + `every row`,
      });
      return;
    }
    line.forEach((entry, column) => {
      const value = number(entry, wanted, inverse);
      if (typeof value === 'string')
        problems.add({
          ...where,
          message: `row ${row + 1}, column ${column + 1}: found ${JSON.stringify(entry.slice(0, 40))}, ${value}`,
        });
      else values[row * columns + column] = inverse ? 1 / (value * factor) : value * factor;
    });
  });
  problems.throwIfAny();
  return { rows, columns, values };
}

/** A matrix as CSV with its unit in the first line; SI numbers that read back exactly. */
export function* matrixCsv({ rows, columns, values }: Matrix, unit: string): Generator<string> {
  yield `${unit}\r\n`;
  for (let row = 0; row < rows; row += 1)
    yield `${Array.from(values.subarray(row * columns, (row + 1) * columns), String).join(',')}\r\n`;
}

/** Columns as CSV under headers that carry their units. */
export function* columnsCsv(headers: readonly string[], rows: readonly (readonly number[])[]): Generator<string> {
  yield `${headers.join(',')}\r\n`;
  for (const row of rows) yield `${row.map(String).join(',')}\r\n`;
}

function number(entry: string, wanted: 'conductance' | 'voltage', inverse: boolean): number | string {
  const value = readNumber(entry);
  if (value === undefined)
    return /\d\s*[a-z%]+$/i.test(entry)
      ? 'expected a plain number; the unit stands once, in the first line'
      : 'expected a finite number';
  if (wanted === 'voltage') return value;
  if (value < 0) return inverse ? 'expected a resistance above 0' : 'expected a conductance of at least 0';
  return inverse && value === 0 ? 'expected a resistance above 0' : value;
}

function readHeader(
  header: readonly string[],
  file: string,
  wanted: 'conductance' | 'voltage',
): { factor: number; inverse: boolean } {
  const expected =
    wanted === 'voltage'
      ? 'the unit of voltages alone, such as "V" or "mV"'
      : 'the unit of conductances or resistances alone, such as "uS" or "kohm"';
  const fail = (found: string, more = ''): never => {
    throw new UserError([
      { file, line: 1, column: 1, message: `found ${JSON.stringify(found.slice(0, 40))}, expected ${expected}${more}` },
    ]);
  };
  const units = [...new Set(header)];
  if (units.length > 1) return fail(header.join(','), '; a matrix has one unit, convert the columns to it');
  const unit = readUnit(units[0] ?? '');
  if ('fault' in unit) return fail(units[0] ?? '', `; ${unit.fault}`);
  const fits = wanted === 'voltage' ? ['V'] : ['S', 'ohm'];
  if (!fits.includes(unit.signature)) return fail(units[0] ?? '');
  return { factor: 10 ** unit.exponent, inverse: unit.signature === 'ohm' };
}

function records(text: string, file: string): string[][] {
  try {
    return parse(text, {
      max_record_size: LONGEST_ROW,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw malformed(error, file);
  }
}
