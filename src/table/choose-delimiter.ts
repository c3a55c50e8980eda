import { UserError } from '../units/user-error.js';
import type { Comment } from './comments.js';
import { candidates, DELIMITER_WORDS, type Candidate, type Delimiter } from './delimiter.js';
import type { SheetReading } from './reading.js';

/** Lines that are looked at, from the first on. */
const SAMPLE = 300;
/** Characters of a line that are looked at. */
const LONGEST = 20_000;

/**
 * The one delimiter that takes the lines apart evenly.
 * @returns undefined for a file of one column
 * @throws UserError where two do, and the numbers would differ
 */
export function chooseDelimiter(
  body: string,
  comments: readonly Comment[],
  file: string,
  { kind, fits }: SheetReading,
): Delimiter | undefined {
  const lines = sampleOf(body);
  const start = Math.min(lines.length - 1, lines.length > 6 ? Math.ceil(lines.length / 2) : 1);
  const [above, data] = [lines.slice(0, Math.max(start, 0)), lines.slice(Math.max(start, 0))];
  const head = [...above, ...comments.slice(0, SAMPLE).map(({ text }) => text)];
  const all = candidates(head, data);
  const found = kind === 'table' ? named(all, above[0] ?? '') : fitting(all, fits);
  if (kind === 'matrix' && fits) assertClear(found, data, file);
  const most = Math.max(0, ...found.map(({ numbers }) => numbers));
  const best = found.filter(({ numbers }) => numbers === most);
  // A unit behind a number, `1,2 nS`, is a fault to report and no field of its own.
  const [first, second] = best.length > 1 ? best.filter(({ delimiter }) => delimiter !== ' ') : best;
  if (first === undefined) return fallback(lines);
  if (second === undefined || first.delimiter === undefined) return (second ?? first).delimiter;
  const words = best.map(({ delimiter }) => DELIMITER_WORDS[delimiter ?? ',']).join(' or ');
  throw new UserError([
    { file, message: `the fields may be separated by ${words}; say which in a first line such as "sep=;"` },
  ]);
}

/** The first lines that are not blank, cut where they are very long. */
function sampleOf(body: string): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < body.length && lines.length < SAMPLE) {
    const end = body.indexOf('\n', start);
    const stop = end < 0 ? body.length : end;
    if (stop - start < LONGEST * 50) {
      const line = body.slice(start, Math.min(stop, start + LONGEST));
      if (line.trim() !== '') lines.push(stop - start > LONGEST ? line.replace(/[^,;\t| ]*$/, '') : line);
    }
    start = stop + 1;
  }
  return lines;
}

/** Those whose line of names has as many fields as the rows; one column only where no mark stands in its name. */
function named(all: readonly Candidate[], header: string): readonly Candidate[] {
  const several = all.filter((one) => one.delimiter !== undefined && one.named);
  if (several.length > 0) return several;
  if (/[,;\t|]/.test(header)) return [];
  const alone = all.filter(({ delimiter }) => delimiter === undefined);
  return alone.some(({ numbers }) => numbers > 0) ? alone : all.filter(({ delimiter }) => delimiter !== undefined);
}

/** Those that hold numbers, and as many as the array has columns where one does. */
function fitting(all: readonly Candidate[], fits: SheetReading['fits']): readonly Candidate[] {
  const numeric = all.filter(
    ({ delimiter, numbers }) => numbers > 0 && (fits !== undefined || delimiter !== undefined),
  );
  const shaped = fits === undefined ? numeric : numeric.filter(({ width }) => fits(width));
  if (shaped.length > 0) return shaped;
  return all.filter(({ delimiter }) => delimiter !== undefined);
}

/** `0,1` in every row is one number with a decimal comma or two: only the shape of the array can tell. */
function assertClear(found: readonly Candidate[], data: readonly string[], file: string): void {
  const alone = found.some(({ delimiter, numbers }) => delimiter === undefined && numbers === 1);
  if (!alone || !found.some(({ delimiter }) => delimiter === ',')) return;
  throw new UserError([
    {
      file,
      message:
        `"${(data[0] ?? '').slice(0, 40)}" may be two numbers or one with a decimal comma; write "sep=," as the ` +
        `first line for two, or "sep=;" for one`,
    },
  ]);
}

/** Nothing fits evenly: the mark of the first line that has one, so that every faulty row is named. */
function fallback(lines: readonly string[]): Delimiter | undefined {
  const marks = [';', '\t', '|', ','] as const;
  const marked = lines.find((line) => marks.some((mark) => line.includes(mark)));
  return marked === undefined ? undefined : marks.find((mark) => marked.includes(mark));
}
