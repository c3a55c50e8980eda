import type { InferredOptionTypes, Options } from 'yargs';
import { engineOptions, outputOptions, repeated, text, textOr } from '../options.js';

/** Who has to know of an option besides the work that it is for. */
export interface About {
  /** A report that was kept is one with the same value. */
  readonly decides: boolean;
  /** `--shard`: `merge` repeats what decides what is simulated; what a part of the work cannot have is refused. */
  readonly shard: 'repeated' | 'allowed' | 'refused';
  /** It says something about a crossbar document, too. */
  readonly arrays: boolean;
}

/** An option of `verify`: all there is to say of it. */
interface VerifyOption<Yargs extends Options> extends About {
  readonly yargs: Yargs;
}

function option<const Yargs extends Options>(about: About, yargs: Yargs): VerifyOption<Yargs> {
  return { ...about, yargs };
}

/** What is simulated and judged. */
const ASKED: About = { decides: true, shard: 'repeated', arrays: false };
/** How the work is done. */
const DONE: About = { decides: false, shard: 'allowed', arrays: true };
/** What is written; a shard has no verdicts to write. */
const WRITTEN: About = { decides: false, shard: 'refused', arrays: true };
/** What is said on the terminal. */
const SAID: About = { decides: false, shard: 'allowed', arrays: true };

/** Options of `verify`, in the order of its help. Whoever treats some of them differently asks here which. */
export const VERIFY_OPTIONS = {
  engine: option({ ...ASKED, arrays: true }, engineOptions.engine),
  jobs: option(DONE, engineOptions.jobs),
  // What is not to be taken from a cache is no report that was kept either.
  cache: option({ ...DONE, decides: true }, engineOptions.cache),
  trim: option(ASKED, {
    type: 'boolean',
    describe: 'Correct the biases in closed loop first; --no-trim does not (default: what the spec says)',
    coerce: (value: unknown) => (Array.isArray(value) ? value.at(-1) === true : (value as boolean | undefined)),
  }),
  check: option(ASKED, repeated('Only this check, by its position in the list "verify", from 1; repeatable')),
  corner: option(ASKED, repeated("Verify at this corner instead of the spec's; repeatable")),
  temperature: option(ASKED, repeated("Verify at this temperature, C, instead of the spec's; repeatable")),
  supply: option(ASKED, repeated("Verify at this supply, V, instead of the spec's; repeatable")),
  capacitor: option(
    ASKED,
    repeated('Verify with all capacitors off by this, %, instead of what the spec says; repeatable'),
  ),
  bias: option(
    ASKED,
    repeated('Verify with all reference currents off by this, %, instead of what the spec says; repeatable'),
  ),
  netlist: option(ASKED, repeated('Only this netlist of a circuit that was drawn elsewhere; repeatable')),
  'check-numerics': option(ASKED, {
    type: 'boolean',
    default: false,
    describe:
      'Measure every verdict again with half the time step and on a second engine; one that moves ' +
      'by more than a tenth of its limit is not-checked',
  }),
  'second-engine': option(
    ASKED,
    text('The engine for --check-numerics (default: embedded, or ngspice-wasm beside embedded)'),
  ),
  timeout: option(ASKED, text('Wall-clock limit of one simulation, s (default: what the spec says, else 60)')),
  samples: option(ASKED, text("Number of samples instead of the spec's")),
  sample: option(
    { ...ASKED, shard: 'refused' },
    text('Only this sample, by its number; what the replay command of a yield names'),
  ),
  report: option(WRITTEN, outputOptions.report),
  markdown: option(WRITTEN, outputOptions.markdown),
  json: option(WRITTEN, outputOptions.json),
  junit: option(WRITTEN, outputOptions.junit),
  baseline: option(WRITTEN, outputOptions.baseline),
  'update-baseline': option(WRITTEN, outputOptions['update-baseline']),
  tolerance: option(SAID, outputOptions.tolerance),
  verbose: option(SAID, outputOptions.verbose),
  quiet: option(SAID, outputOptions.quiet),
  shard: option(
    { decides: true, shard: 'allowed', arrays: false },
    text(
      'Simulate only this part of the work, such as 2/4, into --shard-dir; "rulespice merge" makes ' +
        'the report of all parts',
    ),
  ),
  'shard-dir': option({ decides: true, shard: 'allowed', arrays: true }, textOr('shards', 'Folder of the shards')),
  watch: option(
    { decides: false, shard: 'refused', arrays: true },
    {
      type: 'boolean',
      default: false,
      describe: 'Verify again whenever a spec or a file that it reads has changed, until Ctrl-C',
    },
  ),
  // Runs are kept by simulating: a report that was kept has none.
  runs: option(
    { decides: true, shard: 'refused', arrays: false },
    text('Keep one folder per simulation: deck.cir, conditions.json, waveforms.csv'),
  ),
};

type Table = typeof VERIFY_OPTIONS;
type Given = InferredOptionTypes<{ [Name in keyof Table]: Table[Name]['yargs'] }>;
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Name;

/** What `verify` is told on the command line. */
export type VerifyArguments = {
  readonly [Name in keyof Given as Camel<Name>]: Given[Name];
} & { readonly files: readonly string[] };

/** Those that say what is written, and how much is said; `merge` has them too. */
export type OutputArguments = Pick<VerifyArguments, Camel<keyof typeof outputOptions> | 'runs'>;

/** Names of the options, as they are written and as they are read. */
export const OPTION_NAMES = Object.entries<VerifyOption<Options>>(VERIFY_OPTIONS).map(([written, about]) => ({
  written,
  read: camel(written) as Exclude<keyof VerifyArguments, 'files'>,
  about,
}));

/** Of two words with a dash: `check-numerics` is `checkNumerics`. */
export function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** For yargs. */
export const verifyYargs = Object.fromEntries(
  Object.entries(VERIFY_OPTIONS).map(([name, { yargs }]) => [name, yargs]),
) as { [Name in keyof Table]: Table[Name]['yargs'] };

/** An option that was given, of those that somebody does not take; undefined when there is none. */
export function givenOf(
  args: VerifyArguments,
  concerned: (about: About) => boolean,
): { readonly written: string } | undefined {
  return OPTION_NAMES.find(({ read, about }) => {
    const value: unknown = args[read];
    return concerned(about) && value !== undefined && value !== about.yargs.default;
  });
}
