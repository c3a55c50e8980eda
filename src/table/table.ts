import { isLineOfText } from '../units/line-of-text.js';
import { ProblemList } from '../units/problem-list.js';
import { UserError } from '../units/user-error.js';
import { headingOf, withUnit, type Heading } from './heading.js';
import { looksNumeric } from './numbers.js';
import type { SheetReading, SheetRow } from './reading.js';
import { fieldsOfComment, MOST_COLUMNS, readSheet, type Sheet } from './sheet.js';
import { isNoUnit, isUnit } from './unit.js';

/** Rows in which the line of names is looked for. */
const HEAD = 60;

/** Columns with names and units. */
export interface Table {
  readonly file: string;
  readonly headings: readonly Heading[];
  /** Line of the names. */
  readonly line: number;
  readonly rows: readonly SheetRow[];
  /** What was understood, in words, for one line. */
  readonly understood: readonly string[];
  readonly number: Sheet['number'];
  readonly place: Sheet['place'];
}

/** How a table is read; `advice` says which option tells the decimal mark. */
export type TableReading = Omit<SheetReading, 'kind' | 'fits'>;

/**
 * A table: names, perhaps units below them, and rows. Lines of notes above the names are passed over and said so.
 * @throws UserError where there are no names, a row repeats them, or the text cannot be read in one way only
 */
export function readTable(text: string, file: string, reading: TableReading): Table {
  const sheet = readSheet(text, file, { ...reading, kind: 'table' });
  const { rows } = sheet;
  if (rows.length === 0)
    throw new UserError([{ file, message: 'the file is empty; expected a line of column names and rows of numbers' }]);
  const { names, from, said } = namesOf(sheet);
  const units = unitsOf(sheet, names, from);
  const headings = names.cells.map((cell, index) => {
    const heading = headingOf(cell);
    return units === undefined ? heading : withUnit(heading, units.cells[index] ?? '', units.line);
  });
  const data = rows.slice(units?.row === true ? from + 1 : from);
  const width = widthOf(headings, data);
  assertNames(sheet, names, width);
  assertOnce(sheet, names, data);
  return {
    file,
    headings: headings.slice(0, width),
    line: names.line,
    rows: data.map((row) => trimmed(row, width)),
    understood: [
      ...sheet.understood,
      ...said,
      ...(units === undefined ? [] : [`units from line ${units.line}`]),
      ...leftOut(sheet, names.line, units?.line),
    ],
    number: sheet.number,
    place: sheet.place,
  };
}

interface Names {
  readonly names: SheetRow;
  /** First row below the names. */
  readonly from: number;
  readonly said: readonly string[];
}

const numeric = ({ cells }: SheetRow): number => cells.filter(looksNumeric).length;

/** The line of names: the first one, or the last of words alone above the numbers. @throws UserError for none */
function namesOf(sheet: Sheet): Names {
  const { rows, file } = sheet;
  const [first = { cells: [], line: 1 }] = rows;
  const index = headOf(rows);
  const names = rows[index] ?? first;
  if (index > 0) {
    const above = `lines 1 to ${names.line - 1} above the names left out`;
    return { names, from: index + 1, said: [above] };
  }
  const filled = first.cells.filter((cell) => cell !== '');
  if (numeric(first) > 0) {
    const comment = sheet.comments.filter(({ line }) => line < first.line).at(-1);
    const cells = comment === undefined ? [] : fieldsOfComment(comment, sheet.delimiter);
    if (comment && cells.length === first.cells.length && !cells.some(looksNumeric))
      return {
        names: { cells, line: comment.line },
        from: 0,
        said: [`names from the comment in line ${comment.line}`],
      };
  }
  if (filled.every(looksNumeric))
    throw new UserError([
      {
        file,
        line: first.line,
        message:
          `found numbers where the names of the columns stand; write a first line of names with units, such as ` +
          `"t_s${sheet.delimiter ?? ','}i_A"`,
      },
    ]);
  return { names: first, from: 1, said: [] };
}

/** Place of the line of names among the first rows. */
function headOf(rows: readonly SheetRow[]): number {
  const body = rows.slice(Math.floor(Math.min(rows.length, 4 * HEAD) / 2), 4 * HEAD);
  const [width, numbers] = [modeOf(body.map(({ cells }) => cells.length)), modeOf(body.map(numeric))];
  if (numbers === 0) return 0;
  const start = rows.findIndex((row) => row.cells.length === width && numeric(row) >= numbers);
  for (let index = Math.min(start, HEAD) - 1; index > 0; index -= 1) {
    const row = rows[index];
    if (row && row.cells.length === width && looksLikeNames(row) && !isUnits(row.cells)) return index;
  }
  return 0;
}

function looksLikeNames({ cells }: SheetRow): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return (
    filled.length > 1 &&
    filled.every((cell) => /\p{L}|[%#]/u.test(cell) && !looksNumeric(cell)) &&
    new Set(filled).size === filled.length
  );
}

interface Units {
  readonly cells: readonly string[];
  readonly line: number;
  /** It stands in a row of its own and not in a comment. */
  readonly row: boolean;
}

/** A line of units below the names. */
function unitsOf({ rows, comments, delimiter }: Sheet, names: SheetRow, from: number): Units | undefined {
  const below = rows[from];
  if (below && below.cells.length <= names.cells.length + 1 && isUnits(below.cells))
    return { cells: below.cells, line: below.line, row: true };
  for (const comment of comments) {
    if (comment.line <= names.line || comment.line >= (below?.line ?? Infinity)) continue;
    const cells = fieldsOfComment(comment, delimiter);
    if (cells.length === names.cells.length && isUnits(cells)) return { cells, line: comment.line, row: false };
  }
  return undefined;
}

/** Whether a line holds units: at least one that is known, and nothing that is a number. */
function isUnits(cells: readonly string[]): boolean {
  const bare = cells.map((cell) => cell.replace(/^[[({]\s*(.*?)\s*[\])}]$/, '$1'));
  return bare.some(isUnit) && bare.every((cell) => isNoUnit(cell) || !looksNumeric(cell));
}

/** Columns that have a name, or something in a row. */
function widthOf(headings: readonly Heading[], rows: readonly SheetRow[]): number {
  let width = headings.length;
  while (width > 1 && headings[width - 1]?.text === '' && rows.every(({ cells }) => (cells[width - 1] ?? '') === ''))
    width -= 1;
  return width;
}

/** A row without empty fields beyond the last column. */
function trimmed(row: SheetRow, width: number): SheetRow {
  if (row.cells.length <= width) return row;
  return row.cells.slice(width).every((cell) => cell === '') ? { ...row, cells: row.cells.slice(0, width) } : row;
}

/** Names are printed, and stand in cards and reports. @throws UserError with the place of each that cannot */
function assertNames({ file, place }: Sheet, names: SheetRow, width: number): void {
  if (width > MOST_COLUMNS)
    throw new UserError([
      { file, line: names.line, message: `found ${width} columns, expected at most ${MOST_COLUMNS}` },
    ]);
  const problems = new ProblemList();
  names.cells.forEach((name, index) => {
    if (isLineOfText(name)) return;
    problems.add(() => ({
      file,
      ...place(names, index),
      message:
        `found the column ${JSON.stringify(name.slice(0, 40))}, expected one line of text without ` +
        `control or invisible characters; rename the column`,
    }));
  });
  problems.throwIfAny();
}

/** @throws UserError where the names come a second time: two recordings in one file */
function assertOnce({ file }: Sheet, { cells }: SheetRow, rows: readonly SheetRow[]): void {
  const first = cells.find((cell) => cell !== '' && !looksNumeric(cell));
  const again = rows.find(
    (row) =>
      first !== undefined &&
      row.cells.includes(first) &&
      cells.every((cell, index) => cell === (row.cells[index] ?? '')),
  );
  if (again)
    throw new UserError([
      {
        file,
        line: again.line,
        message:
          'the names of the columns stand here again: two recordings in one file; put each into a file of its own, ' +
          'or remove this line where they are one',
      },
    ]);
}

/** Comments that are neither names nor units, and where they stood. */
function leftOut({ comments }: Sheet, names: number, units: number | undefined): string[] {
  const rest = comments.filter(({ line }) => line !== names && line !== units);
  const inside = rest.filter(({ line }) => line > names);
  if (inside.length === 0) return [];
  const places = inside.slice(0, 5).map(({ line }) => String(line));
  return [
    `${inside.length} comment${inside.length === 1 ? '' : 's'} among the rows left out (line ${places.join(', ')}` +
      `${inside.length > 5 ? ', ...' : ''})`,
  ];
}

function modeOf(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}
