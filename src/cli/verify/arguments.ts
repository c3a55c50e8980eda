import { UserError } from '../../units/user-error.js';
import type { EngineArguments } from '../toolchain.js';
import type { OutputArguments } from './outputs.js';
import type { OverrideArguments } from './overrides.js';
import type { ShardedArguments } from './shards.js';

/** What `verify` is told on the command line. */
export interface VerifyArguments extends EngineArguments, OverrideArguments, OutputArguments {
  readonly files: readonly string[];
  readonly trim: boolean | undefined;
  readonly runs: string | undefined;
  readonly secondEngine?: string | undefined;
  readonly shard?: string | undefined;
  readonly shardDir: string;
}

/** Options that only say where a report is written, and how many work on it. */
const UNDECIDING = new Set<string>([
  'files',
  'jobs',
  'report',
  'markdown',
  'json',
  'junit',
  'baseline',
  'updateBaseline',
  'tolerance',
  'verbose',
  'quiet',
] satisfies (keyof VerifyArguments)[]);

/**
 * All other options: one that is added later decides, until somebody says that it does not. Those of two words come in
 * two spellings.
 */
export function decidingArguments(args: VerifyArguments): unknown {
  return Object.entries(args)
    .filter(([name]) => !UNDECIDING.has(name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What a shard has to be simulated with again, and `merge` judges by. */
export function shardedArguments({
  files,
  engine,
  secondEngine,
  trim,
  check,
  corner,
  temperature,
  supply,
  capacitor,
  bias,
  timeout,
  samples,
  checkNumerics,
}: VerifyArguments): ShardedArguments {
  return {
    files: [...files],
    engine,
    ...(secondEngine === undefined ? {} : { secondEngine }),
    ...(trim === undefined ? {} : { trim }),
    ...(check ? { check: [...check] } : {}),
    ...(corner ? { corner: [...corner] } : {}),
    ...(temperature ? { temperature: [...temperature] } : {}),
    ...(supply ? { supply: [...supply] } : {}),
    ...(capacitor ? { capacitor: [...capacitor] } : {}),
    ...(bias ? { bias: [...bias] } : {}),
    ...(timeout === undefined ? {} : { timeout }),
    ...(samples === undefined ? {} : { samples }),
    ...(checkNumerics === true ? { checkNumerics } : {}),
  };
}

/** A shard knows no verdict. */
export function refuseOutputs(args: VerifyArguments): void {
  const given = (['report', 'markdown', 'json', 'junit', 'baseline', 'runs', 'sample'] as const).find(
    (name) => args[name] !== undefined,
  );
  if (given !== undefined)
    throw new UserError([
      {
        message:
          `--${given}: a shard has no verdicts; give it to "rulespice merge ${args.shardDir}" when all ` +
          `shards are done`,
      },
    ]);
}
