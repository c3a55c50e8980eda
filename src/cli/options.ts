import type { Options } from 'yargs';
import { parseQuantity } from '../units/quantity.js';
import { readNumber } from '../units/read-number.js';
import { UserError } from '../units/user-error.js';

/** Options that several commands share, and how their values are read. */

/** Given twice, the last one counts. */
const last = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[]).at(-1) : value);
const lastText = (value: unknown): string | undefined => {
  const word = last(value);
  return typeof word === 'string' ? word : undefined;
};

/** A single word or path; `undefined` when the option is not given. */
export function text(description: string) {
  return { type: 'string', requiresArg: true, describe: description, coerce: lastText } satisfies Options;
}

/** What is left of an option of which two values were given and only one can be meant. */
export class GivenTwice {
  constructor(readonly values: readonly string[]) {}
}

/** A file that is written; of two names nobody knows which was meant. */
export function outputFile(description: string) {
  return {
    ...text(description),
    coerce: (value: unknown): string | undefined => {
      const names = Array.isArray(value) ? [...new Set(value as string[])] : [];
      // For `command.ts`, which knows what the option is called; nobody else sees it.
      return names.length > 1 ? (new GivenTwice(names) as unknown as string) : lastText(value);
    },
  } satisfies Options;
}

/** As `text`, with a word for when it is not given. */
export function textOr(word: string, description: string) {
  return { ...text(description), default: word, coerce: (value: unknown) => lastText(value) ?? word } satisfies Options;
}

/** An option that may be repeated. */
export function repeated(description: string) {
  return { type: 'string', array: true, requiresArg: true, describe: description } satisfies Options;
}

/** `--json [FILE]`: an empty text stands for stdout. */
export const json = {
  type: 'string',
  describe: 'JSON to stdout, or into a FILE.json',
  coerce: outputFile('').coerce,
} satisfies Options;

/** The argument of a command that takes several specs. */
export const SPECS = {
  type: 'string',
  array: true,
  demandOption: true,
  describe: 'Specs: paths, folders, or patterns in quotes',
} as const;

export const engineOptions = {
  engine: textOr(
    'auto',
    'Simulator: ngspice-wasm (our build of ngspice), embedded (eecircuit-engine), native (ngspice on ' +
      'the PATH), or auto: ngspice-wasm where it is built, else embedded',
  ),
  jobs: { ...text('Simulations at a time (default: one per processor)'), alias: 'j' },
  cache: {
    type: 'boolean',
    default: true,
    describe:
      'Reuse earlier simulations of the same circuit, characterisations of the process and machine code ' +
      'of the engine; --no-cache does without',
    coerce: (value: unknown) => last(value) !== false,
  },
} satisfies Record<string, Options>;

export const conditionOptions = {
  corner: text('Process corner (default: the nominal one)'),
  temperature: text('Temperature, C (default: 27)'),
  supply: text('Supply voltage, V (default: the nominal one)'),
} satisfies Record<string, Options>;

/** What a verification writes. */
export const outputOptions = {
  report: outputFile('Write an HTML page'),
  markdown: outputFile('Write a Markdown summary'),
  json,
  junit: outputFile('Write JUnit XML for a CI system'),
  baseline: outputFile('Compare the margins with this baseline; exit code 1 when a pass lost more than --tolerance'),
  'update-baseline': { type: 'boolean', default: false, describe: 'Write the baseline instead' },
  tolerance: text('Largest loss of margin that is accepted, as a share of the limit (default: 10 %)'),
  verbose: {
    type: 'boolean',
    alias: 'v',
    default: false,
    describe: 'Show every check, not only those that did not pass',
  },
  quiet: { type: 'boolean', alias: 'q', default: false, describe: 'No table and no progress; the exit code tells' },
} satisfies Record<string, Options>;

/** A whole number of at least 1. */
export function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value) && Number(value) >= 1) return Number(value);
  throw new UserError([{ message: `--${option}: found "${value}", expected a whole number of at least 1` }]);
}

/** Degrees Celsius: `60`, or a quantity such as `"60 C"`. */
export function temperature(value: string): number {
  return plainOr('temperature', value, () => parseQuantity(value, 'temperature'));
}

/** Volts: `1.62`, or a quantity such as `"1620 mV"`. */
export function supply(value: string): number {
  return plainOr('supply', value, () => parseQuantity(value, 'voltage'));
}

/** A relative error: `-10` for 10 % too small, or a quantity such as `"-10 %"`. */
export function relativeError(option: string, value: string): number {
  const error =
    Number.isFinite(Number(value)) && value.trim() !== ''
      ? parseQuantity(`${value.trim()} %`, 'ratio')
      : plainOr(option, value, () => parseQuantity(value, 'ratio'));
  if (Math.abs(error) <= 0.5) return error;
  throw new UserError([{ message: `--${option}: found "${value}", expected at most 50 % either way` }]);
}

/** Seconds: `30`, or a quantity such as `"30 s"`; above 0. */
export function timeout(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = plainOr('timeout', value, () => parseQuantity(value, 'duration'));
  if (seconds > 0 && seconds <= 86_400) return seconds;
  throw new UserError([{ message: `--timeout: found "${value}", expected a duration above 0 and at most 86400 s` }]);
}

function plainOr(option: string, value: string, read: () => number): number {
  const plain = readNumber(value.trim());
  if (plain !== undefined) return plain;
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map(({ message }) => ({ message: `--${option}: ${message}` })));
  }
}

/** What stands for a lone "-" while yargs reads, which would drop it from a list of files. */
const DASH = '<standard input>';

/** Words as yargs can take them. */
export function hideDashes(argv: readonly string[]): string[] {
  return argv.map((word) => (word === '-' ? DASH : word));
}

/** What follows "--" are files, whatever they are called; yargs would give them to nobody. */
export function settleFiles(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  if (end < 0) return [...argv];
  const files = argv.slice(end + 1).map((word) => (word.startsWith('-') && word !== '-' ? `./${word}` : word));
  return [...argv.slice(0, end), ...files];
}

/** The arguments that yargs made of them, with their dashes back. */
export function withDashes<Args extends object>(args: Args): Args {
  const back = (value: unknown): unknown =>
    value === DASH ? '-' : Array.isArray(value) ? (value as unknown[]).map(back) : value;
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, back(value)])) as Args;
}

/** A message of yargs with the dashes that the user wrote. */
export function dashesIn(message: string): string {
  return message.replaceAll(DASH, '-');
}

/**
 * `--json FILE` takes the next word only when that word ends in `.json`: `verify --json spec.yaml` must not overwrite a
 * spec. Every other value is given as `--json=FILE`.
 */
export function settleJson(argv: readonly string[]): string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return argv.map((word, index) =>
    word === '--json' && index < end && !argv[index + 1]?.endsWith('.json') ? '--json=' : word,
  );
}
