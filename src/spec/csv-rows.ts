import { parse, type Info } from 'csv-parse/sync';
import { isLineOfText } from '../units/line-of-text.js';
import { UserError } from '../units/user-error.js';
import { MOST_PROBLEMS } from './limits.js';

/** One record of a CSV file that still knows where it stood. */
export interface CsvRow {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Info;
}

/**
 * Records of CSV text with their places; blank lines are passed over, blanks around fields cut off. `file` is only
 * named in messages.
 * @throws UserError where a quote is not closed or stands in the middle of a field
 */
export function readRows(text: string, file: string): CsvRow[] {
  let rows: CsvRow[];
  try {
    // The typings know only the plain records; with `info` and `raw` each comes wrapped.
    rows = parse(text, {
      bom: true,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as CsvRow[];
  } catch (error) {
    const known = error as { readonly lines?: unknown; readonly message?: unknown };
    throw new UserError([
      {
        file,
        ...(typeof known.lines === 'number' ? { line: known.lines } : {}),
        message: `malformed CSV: ${String(known.message)}`,
      },
    ]);
  }
  requireLines(rows[0], file);
  return rows;
}

/** Names of columns are printed, and stand in cards and reports. @throws UserError with the place of each that cannot */
function requireLines(header: CsvRow | undefined, file: string): void {
  const wrong = (header?.record ?? []).flatMap((name, index) => (isLineOfText(name) ? [] : [index]));
  if (header === undefined || wrong.length === 0) return;
  throw new UserError(
    wrong.slice(0, MOST_PROBLEMS).map((index) => ({
      file,
      ...place(header, index),
      message:
        `found the column ${JSON.stringify(header.record[index]?.slice(0, 40))}, expected one line of text without ` +
        `control or invisible characters; rename the column`,
    })),
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
