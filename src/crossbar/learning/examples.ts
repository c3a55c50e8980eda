import { tableBeside } from '../../table/read-file.js';
import { looksNumeric } from '../../table/numbers.js';
import type { SheetRow } from '../../table/reading.js';
import { readSheet, type Sheet } from '../../table/sheet.js';
import { namedGenerator } from '../../random/generator.js';
import { ProblemList } from '../../units/problem-list.js';
import { readNumber } from '../../units/read-number.js';
import { UserError } from '../../units/user-error.js';
import type { ClassifySection } from '../spec/classify.js';

/** Largest file of examples, bytes, and most examples in it. */
const LARGEST_CSV = 50_000_000;
const MOST_EXAMPLES = 100_000;
const ADVICE = 'write the numbers without marks between thousands';

/** One row of the data: inputs from 0 to 1, and which class it is. */
export interface Example {
  readonly inputs: Float64Array;
  readonly label: number;
}

export interface Examples {
  readonly train: readonly Example[];
  readonly test: readonly Example[];
  /** Names of the classes, by bit line. */
  readonly classes: readonly string[];
  /** How the files were read, one line each. */
  readonly readings: readonly string[];
}

interface Raw {
  readonly values: Float64Array;
  readonly label: string;
  readonly line: number;
}

/**
 * Reads the examples of a spec and scales their inputs. Which are kept for the test depends on the seed alone.
 * @throws UserError with line and row of every faulty entry, for too few or too many inputs or classes, and where a
 *   class of the test was never trained
 */
export function loadExamples(
  { data, seed }: Pick<ClassifySection, 'data' | 'seed'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  folder: string,
): Examples {
  const all = readExamples(data.csv, rows, folder);
  const own = data.test === undefined ? undefined : readExamples(data.test, rows, folder);
  const [trainRaw, testRaw] = own ? [all.raws, own.raws] : split(all.raws, data['test-share'], seed);
  if (trainRaw.length === 0 || testRaw.length === 0)
    throw new UserError([
      {
        file: data.csv,
        message:
          `${trainRaw.length} examples to train with and ${testRaw.length} to test with; give at least ` +
          `one of each`,
      },
    ]);
  const classes = classesOf(trainRaw, testRaw, data, columns);
  const scale = scalingOf(trainRaw, data);
  const scaled = (raws: readonly Raw[]): Example[] =>
    raws.map(({ values, label }) => ({ inputs: values.map(scale), label: classes.indexOf(label) }));
  return {
    train: scaled(trainRaw),
    test: scaled(testRaw),
    classes,
    readings: [all.reading, ...(own ? [own.reading] : [])],
  };
}

/** @throws UserError where they do not fit the bit lines, or the test has others */
function classesOf(
  trainRaw: readonly Raw[],
  testRaw: readonly Raw[],
  data: ClassifySection['data'],
  columns: number,
): string[] {
  const classes = [...new Set(trainRaw.map(({ label }) => label))].sort(
    (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1),
  );
  if (classes.length !== columns)
    throw new UserError([
      {
        file: data.csv,
        message: `there are ${classes.length} classes and ${columns} bit lines; an array has one bit line per class`,
      },
    ]);
  const unknown = testRaw.find(({ label }) => !classes.includes(label));
  if (unknown)
    throw new UserError([
      {
        file: data.test ?? data.csv,
        line: unknown.line,
        message: `the class ${JSON.stringify(unknown.label)} is in no training example; add some, or remove it`,
      },
    ]);
  return classes;
}

function readExamples(
  name: string,
  inputs: number,
  folder: string,
): { readonly raws: readonly Raw[]; readonly reading: string } {
  const { path: file, text, encoding } = tableBeside(name, folder, LARGEST_CSV, 'take fewer examples');
  const sheet = readSheet(text, file, {
    kind: 'matrix',
    encoding,
    fits: (width) => width === inputs + 1,
    advice: ADVICE,
  });
  const named = sheet.rows[0]?.cells.slice(0, -1).some((cell) => !looksNumeric(cell)) === true;
  const rows = named ? sheet.rows.slice(1) : sheet.rows;
  if (rows.length > MOST_EXAMPLES)
    throw new UserError([{ file, message: `there are ${rows.length} examples, expected at most ${MOST_EXAMPLES}` }]);
  const problems = new ProblemList();
  const raws = rows.map((row) => exampleOf(row, inputs, sheet, problems));
  problems.throwIfAny();
  const header = named ? ', names in the first row' : '';
  return { raws, reading: `${name}: ${sheet.understood.join(', ')}${header}; ${raws.length} examples` };
}

function exampleOf({ cells, line }: SheetRow, inputs: number, sheet: Sheet, problems: ProblemList): Raw {
  const { file } = sheet;
  if (cells.length !== inputs + 1)
    problems.add({
      file,
      line,
      message:
        `there are ${cells.length} fields, expected ${inputs + 1}: an input for each of ${inputs} word lines, then ` +
        `the class`,
    });
  const values = Float64Array.from(cells.slice(0, -1), (cell, column) => {
    const value = readNumber(sheet.number(cell));
    if (value === undefined)
      problems.add({
        file,
        line,
        message: `input ${column + 1}: found ${JSON.stringify(cell.slice(0, 40))}, expected a finite number`,
      });
    return value ?? NaN;
  });
  const label = cells.at(-1) ?? '';
  if (label === '') problems.add({ file, line, message: 'there is no class; write it behind the inputs' });
  return { values, label, line };
}

/** Every example draws by its place, so that a longer file splits its beginning alike. */
function split(raws: readonly Raw[], share: number, seed: number): [Raw[], Raw[]] {
  const kept = raws.map((_, at) => namedGenerator(`classify seed ${seed}, example ${at + 1}`).uniform() < share);
  return [raws.filter((_, at) => !kept[at]), raws.filter((_, at) => kept[at])];
}

function scalingOf(train: readonly Raw[], { low, high, csv }: ClassifySection['data']): (value: number) => number {
  let [least, most] = [Infinity, -Infinity];
  for (const { values } of train)
    for (const value of values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  const [from, to] = [low ?? least, high ?? most];
  if (!(to > from))
    throw new UserError([
      { file: csv, message: `inputs from ${from} to ${to} say nothing; give data that differ, or "low" below "high"` },
    ]);
  return (value) => Math.min(1, Math.max(0, (value - from) / (to - from)));
}
