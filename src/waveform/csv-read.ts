import { parse } from 'csv-parse/sync';
import { UserError } from '../units/user-error.js';

/** Columns of a CSV that `writeCsv` made, by the names of its first line, in order. */
export type CsvColumns = ReadonlyMap<string, Float64Array>;

/**
 * Reads waveforms back: names in the first line, then plain finite numbers.
 * @param file is only named in messages
 * @throws UserError with the line, where the text is anything else
 */
export function readCsv(text: string, file: string): CsvColumns {
  const refuse = (message: string, line?: number): never => {
    throw new UserError([{ file, ...(line === undefined ? {} : { line }), message }]);
  };
  let rows: string[][];
  try {
    rows = parse(text, { skip_empty_lines: true });
  } catch (error) {
    return refuse(`malformed CSV: ${(error as Error).message}`);
  }
  const [names = [], ...records] = rows;
  if (names.length < 2 || records.length === 0)
    return refuse('holds no waveforms; expected a line of names, an axis first, and lines of numbers');
  const columns = names.map(() => new Float64Array(records.length));
  records.forEach((record, row) => {
    columns.forEach((column, place) => {
      const word = record[place] ?? '';
      const value = word === '' ? NaN : Number(word);
      if (!Number.isFinite(value)) refuse(`found "${word}", expected a finite number`, row + 2);
      column[row] = value;
    });
  });
  return new Map(names.map((name, place) => [name, columns[place] ?? new Float64Array()]));
}
