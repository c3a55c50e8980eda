import { parse, type Info } from 'csv-parse/sync';
import { isLineOfText } from '../units/line-of-text.js';
import { ProblemList } from '../units/problem-list.js';
import { UserError } from '../units/user-error.js';

/** Most columns of a table: a wide one has hundreds. */
export const MOST_COLUMNS = 4096;
/** Longest name of a column, characters. */
const LONGEST_NAME = 200;
/** Longest row, characters; also what a quote that is never closed may swallow. */
export const LONGEST_ROW = 1_000_000;

/** One record of a CSV file that still knows where it stood. */
export interface CsvRow {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Info;
}

/**
 * Records of CSV text with their places; blank lines are passed over, blanks around fields cut off. `file` is only
 * named in messages.
 * @throws UserError where a quote is not closed or stands in the middle of a field, and for a header of very many or
 *   very long names, before anything else is read
 */
export function readRows(text: string, file: string): CsvRow[] {
  requireHeader(text, file);
  let rows: CsvRow[];
  try {
    // The typings know only the plain records; with `info` and `raw` each comes wrapped.
    rows = parse(text, {
      max_record_size: LONGEST_ROW,
      bom: true,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as CsvRow[];
  } catch (error) {
    throw malformed(error, file);
  }
  requireLines(rows[0], file);
  return rows;
}

/**
 * Names of columns are printed, and stand in cards and reports. @throws UserError with the place of each that cannot
 */
function requireLines(header: CsvRow | undefined, file: string): void {
  const problems = new ProblemList();
  header?.record.forEach((name, index) => {
    if (isLineOfText(name)) return;
    problems.add(() => ({
      file,
      ...place(header, index),
      message:
        `found the column ${JSON.stringify(name.slice(0, 40))}, expected one line of text without ` +
        `control or invisible characters; rename the column`,
    }));
  });
  problems.throwIfAny();
}

/** What the parser says, with its line. */
export function malformed(error: unknown, file: string): UserError {
  const { code, lines, message } = error as {
    readonly code?: unknown;
    readonly lines?: unknown;
    readonly message?: unknown;
  };
  const told =
    code === 'CSV_MAX_RECORD_SIZE'
      ? `a row has more than ${LONGEST_ROW} characters; close its quote, or split the file`
      : `malformed CSV: ${String(message)}`;
  return new UserError([{ file, ...(typeof lines === 'number' ? { line: lines } : {}), message: told }]);
}

/** The first line is looked at before the parser: a message for each of two million columns would take minutes. */
function requireHeader(text: string, file: string): void {
  const start = text.search(/[^\s\ufeff]/);
  const end = text.indexOf('\n', Math.max(0, start));
  const header = text.slice(Math.max(0, start), end < 0 ? undefined : end);
  let columns = 1;
  let name = 0;
  let longest = 0;
  for (const character of header) {
    if (character === ',') columns += 1;
    name = character === ',' ? 0 : name + 1;
    longest = Math.max(longest, name);
  }
  const fail = (message: string): never => {
    throw new UserError([{ file, line: 1, message }]);
  };
  if (columns > MOST_COLUMNS)
    fail(`found ${columns} columns, expected at most ${MOST_COLUMNS}; the first line holds the names of the columns`);
  if (longest > LONGEST_NAME && !header.includes('"'))
    fail(
      `found a column name of ${longest} characters, expected at most ${LONGEST_NAME}; the first line holds the ` +
        `names of the columns`,
    );
}

/** Line of the row's first character, and column of one of its fields. */
export function place({ raw, info }: CsvRow, field: number): { line: number; column: number } {
  const text = raw.replace(/^[\r\n]+|[\r\n]+$/g, '');
  let column = 0;
  for (let index = 0, quoted = false, passed = 0; index < text.length && passed < field; index++) {
    if (text[index] === '"') quoted = !quoted;
    if (text[index] === ',' && !quoted) passed += 1;
    column = index + 1;
  }
  column += /^\s*/.exec(text.slice(column))?.[0].length ?? 0;
  return { line: info.lines - (text.match(/\n/g)?.length ?? 0), column: column + 1 };
}
