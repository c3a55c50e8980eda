import { parse } from 'csv-parse/sync';
import { UserError } from '../units/user-error.js';
import { chooseDelimiter } from './choose-delimiter.js';
import { readComments, type Comment } from './comments.js';
import { DELIMITER_WORDS, fieldsOf, squeezed, type Delimiter } from './delimiter.js';
import { formatOf } from './format.js';
import { plainNumber, type NumberFormat } from './numbers.js';
import type { SheetReading, SheetRow } from './reading.js';

/** Most columns of a table: a wide one has hundreds. */
export const MOST_COLUMNS = 4096;
/** Longest row, characters; also what a quote that is never closed may swallow. */
const LONGEST_ROW = 1_000_000;
/** Longest name of a column, characters. */
const LONGEST_NAME = 200;

/** A text taken apart into fields; nothing is known yet of names and units. */
export interface Sheet {
  readonly file: string;
  readonly rows: readonly SheetRow[];
  readonly comments: readonly Comment[];
  readonly delimiter: Delimiter | undefined;
  readonly format: NumberFormat;
  /** How it was read: encoding, delimiter, decimal mark. */
  readonly understood: readonly string[];
  /** A number as programs write it; the cell itself where it is none. */
  readonly number: (cell: string) => string;
  /** Line and column of a field. */
  readonly place: (row: SheetRow, field: number) => { readonly line: number; readonly column: number };
}

/**
 * Takes a text apart: `sep=`, comments, encoding marks, delimiter and decimal mark are found from all of it. What can
 * be read in two ways is refused with the option that says which.
 * @throws UserError with the line
 */
export function readSheet(written: string, file: string, reading: SheetReading): Sheet {
  const text = written
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cc}\s*$/u, '');
  assertNarrow(text, file);
  const { body, separator, comments } = readComments(text, file);
  const delimiter = reading.hints?.delimiter ?? separator ?? chooseDelimiter(body, comments, file, reading);
  const rows = rowsOf(body, delimiter, file);
  const marked = text.includes(',') && (delimiter !== ',' || text.includes('"'));
  const format = formatOf(marked ? rows : [], reading.hints?.decimal, file, reading.advice);
  return {
    file,
    rows,
    comments,
    delimiter,
    format,
    understood: [
      ...(reading.encoding === undefined || reading.encoding === 'UTF-8' ? [] : [reading.encoding]),
      ...(delimiter === undefined ? ['one column'] : [DELIMITER_WORDS[delimiter]]),
      `decimal ${format.decimal}`,
      ...(format.grouping === '' ? [] : [`"${format.grouping}" between thousands`]),
    ],
    number: (cell) => plainNumber(cell, format),
    place: placer(text, delimiter),
  };
}

function rowsOf(body: string, delimiter: Delimiter | undefined, file: string): SheetRow[] {
  const text = delimiter === ' ' ? squeezed(body) : body;
  let records: { record: string[]; raw: string; info: { lines: number } }[];
  try {
    // The typings know only the plain records; with `info` and `raw` each comes wrapped.
    records = parse(text, {
      delimiter: delimiter ?? '\u0000',
      record_delimiter: '\n',
      max_record_size: LONGEST_ROW,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    throw malformed(error, file);
  }
  return records
    .map(({ record, raw, info }) => ({
      cells: record.map((cell) => cell.trim()),
      line: info.lines - (raw.replace(/^\n+|\n+$/g, '').match(/\n/g)?.length ?? 0),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
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
function assertNarrow(text: string, file: string): void {
  const start = Math.max(0, text.search(/\S/));
  const end = text.indexOf('\n', start);
  const header = text.slice(start, end < 0 ? undefined : end);
  const line = text.slice(0, start).split('\n').length;
  const fail = (message: string): never => {
    throw new UserError([{ file, line, message }]);
  };
  if (/^#|^"?sep=/i.test(header)) return;
  const names = header.split(/[,;\t|]/);
  if (names.length > MOST_COLUMNS)
    fail(
      `found ${names.length} columns, expected at most ${MOST_COLUMNS}; the first line holds the names of the columns`,
    );
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  if (longest > LONGEST_NAME && !header.includes('"') && !header.includes(' '))
    fail(
      `found a column name of ${longest} characters, expected at most ${LONGEST_NAME}; the first line holds the ` +
        `names of the columns`,
    );
}

/** Finds a field again in the text as it was written; lines are counted once. */
function placer(text: string, delimiter: Delimiter | undefined): Sheet['place'] {
  let lines: readonly string[] | undefined;
  return ({ line }, field) => {
    lines ??= text.split('\n');
    const written = lines[line - 1] ?? '';
    let column = delimiter === ' ' ? written.search(/\S|$/) : 0;
    if (delimiter !== undefined)
      for (let index = column, quoted = false, passed = 0; index < written.length && passed < field; index++) {
        if (written[index] === '"') quoted = !quoted;
        const blanks = delimiter === ' ' && written[index + 1] === ' ';
        if (written[index] === delimiter && !quoted && !blanks) passed += 1;
        column = index + 1;
      }
    column += /^\s*/.exec(written.slice(column))?.[0].length ?? 0;
    return { line, column: column + 1 };
  };
}

/** Fields of a comment that stands where a line of names or units could. */
export function fieldsOfComment({ text }: Comment, delimiter: Delimiter | undefined): string[] {
  return delimiter === undefined ? [text.trim()] : fieldsOf(text, delimiter);
}
