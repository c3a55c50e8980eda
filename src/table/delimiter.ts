import { looksNumeric } from './numbers.js';

/** What stands between two fields of a line. */
export type Delimiter = ',' | ';' | '\t' | '|' | ' ';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|', ' '];

export const DELIMITER_WORDS: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'blanks',
};

/** Share of lines that may have fields that are two numbers, and of lines of another length: faults to report. */
const MERGED = 0.2;
const UNEVEN = 0.4;

/** Fields of a line, quotes respected and blanks around cut off. */
export function fieldsOf(line: string, delimiter: Delimiter): string[] {
  const text = delimiter === ' ' ? squeezed(line) : line;
  const fields: string[] = [];
  let [start, quoted] = [0, false];
  for (let index = 0; index <= text.length; index++) {
    if (text[index] === '"') quoted = !quoted;
    if (index < text.length && (quoted || text[index] !== delimiter)) continue;
    fields.push(unquoted(text.slice(start, index).trim()));
    start = index + 1;
  }
  return fields;
}

/** A line of blank-separated fields with one blank between two, and none before the bracket of a unit. */
export function squeezed(text: string): string {
  return text
    .replace(/^ +| +$/gm, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[([])/g, '');
}

function unquoted(field: string): string {
  return field.length > 1 && field.startsWith('"') && field.endsWith('"') ? field.slice(1, -1).trim() : field;
}

/** A delimiter that fits the lines, and how well. */
export interface Candidate {
  readonly delimiter: Delimiter | undefined;
  /** Fields of most lines. */
  readonly width: number;
  /** Numbers of most lines. */
  readonly numbers: number;
  /** A line above the data has as many fields. */
  readonly named: boolean;
}

/**
 * Delimiters that take the data lines apart evenly, into fields none of which is two numbers; `undefined` stands for
 * lines of one field.
 * @param head lines above the data, comments without their mark
 */
export function candidates(head: readonly string[], data: readonly string[]): Candidate[] {
  return [undefined, ...DELIMITERS].flatMap((delimiter): Candidate[] => {
    const fields = (line: string): string[] =>
      delimiter === undefined ? [unquoted(line.trim())] : fieldsOf(line, delimiter);
    const split = data.map(fields);
    const width = mode(split.map((row) => row.length));
    if (delimiter !== undefined && width < 2) return [];
    const uneven = split.filter((row) => row.length !== width).length;
    const merged = split.filter((row) => row.some((field) => holdsTwo(field, delimiter))).length;
    if (merged > MERGED * data.length || uneven > UNEVEN * data.length) return [];
    return [
      {
        delimiter,
        width,
        numbers: mode(split.map((row) => row.filter(looksNumeric).length)),
        named: head.some((line) => fields(line).length === width),
      },
    ];
  });
}

/** Whether a field holds several numbers, because the wrong mark took the line apart. */
function holdsTwo(field: string, own: Delimiter | undefined): boolean {
  if (field.length > 2000 || looksNumeric(field)) return false;
  return DELIMITERS.some((other) => {
    if (other === own || !field.includes(other)) return false;
    const parts = field
      .split(other)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return parts.length > 0 && parts.every(looksNumeric);
  });
}

/** The most frequent of some numbers. */
function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}
