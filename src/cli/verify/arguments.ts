import { z } from 'zod';
import { lineOfText } from '../../spec/text-fields.js';
import { UserError } from '../../units/user-error.js';
import { camel, givenOf, OPTION_NAMES, type VerifyArguments } from './verify-options.js';

export type { VerifyArguments } from './verify-options.js';

const WORD = lineOfText(500);
const FILES = z.array(lineOfText(4096));
const DECIDING = new Set<string>(OPTION_NAMES.filter(({ about }) => about.decides).map(({ read }) => read));

/** All arguments that a result depends on. Those of two words come in two spellings. */
export function decidingArguments(args: VerifyArguments): unknown {
  return Object.entries(args)
    .filter(([name]) => DECIDING.has(camel(name)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const REPEATED = OPTION_NAMES.filter(({ about }) => about.shard === 'repeated');

/** What a shard has to be simulated with again, and `merge` judges by. */
export const shardedSchema = z
  .strictObject({
    files: FILES,
    ...Object.fromEntries(
      REPEATED.map(({ read, about: { yargs } }) => {
        const one = yargs.type === 'boolean' ? z.boolean() : WORD;
        return [read, (yargs.array === true ? z.array(one) : one).optional()];
      }),
    ),
  })
  .transform((given) => given as ShardedArguments);

export type ShardedArguments = Pick<VerifyArguments, 'files'> & Partial<VerifyArguments>;

/** Those of the arguments that `merge` has to repeat, where they were given. */
export function shardedArguments(args: VerifyArguments): ShardedArguments {
  const given = REPEATED.map(({ read }) => [read, args[read]] as const).filter(([, value]) => value !== undefined);
  return { files: [...args.files], ...Object.fromEntries(given) };
}

/** Every argument: those of shards, what `merge` was told, and defaults for the rest. */
export function mergedArguments(sharded: ShardedArguments, told: Partial<VerifyArguments>): VerifyArguments {
  const defaults = Object.fromEntries(
    OPTION_NAMES.map(({ read, about }) => [read, about.yargs.default as unknown]),
  ) as unknown as VerifyArguments;
  return { ...defaults, ...sharded, ...told };
}

/** A shard knows no verdict. */
export function refuseOutputs(args: VerifyArguments): void {
  const given = givenOf(args, ({ shard }) => shard === 'refused');
  if (given)
    throw new UserError([
      {
        message:
          `--${given.written}: a shard has no verdicts; give it to "rulespice merge ${args.shardDir}" when all ` +
          `shards are done`,
      },
    ]);
}
