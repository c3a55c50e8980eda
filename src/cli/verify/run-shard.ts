import { join } from 'node:path';
import { STANDARD_INPUT } from '../../node/files/standard-input.js';
import { UserError } from '../../units/user-error.js';
import type { Toolchain } from '../../compile.js';
import type { Progress } from '../../verify/context.js';
import type { Shard } from '../../verify/shard.js';
import { EXIT } from '../exit.js';
import type { Session } from '../io.js';
import { assertWritable } from '../output.js';
import { createProgress } from '../terminal/progress.js';
import { withToolchain } from '../toolchain.js';
import { refuseOutputs, shardedArguments, type VerifyArguments } from './arguments.js';
import { Crashes } from './crashes.js';
import type { NamedSpec } from '../inputs.js';
import type { Overrides } from './overrides.js';
import { designAll, readRules, verifyOptions } from './rule-jobs.js';
import { readShard, specDigest, writeManifest } from './shards.js';

/** Simulates one shard of every spec into the folder of shards, and says there that it is done. */
export async function runShard(files: readonly string[], args: VerifyArguments, session: Session): Promise<number> {
  const shard = readShard(args.shard ?? '');
  refuseOutputs(args);
  if (files.includes(STANDARD_INPUT))
    throw new UserError([
      { message: '--shard: merging reads the specs again, and standard input is gone; name a file' },
    ]);
  assertWritable('--shard-dir', join(args.shardDir, 'shard.json'));
  const crashes = new Crashes(session.signal);
  const { jobs, overrides, second } = await readRules(files, args, crashes);
  return withToolchain(
    args,
    session,
    async (tools) => {
      const { name, version, build } = await tools.simulator.info();
      const failures = await designAll(jobs, tools, crashes);
      const ready = jobs.filter((job) => !failures.has(job.file) && !crashes.has(job.file));
      const { units, all } = await simulateAll(ready, tools, shard, { args, overrides, crashes }, session);
      tools.signal?.throwIfAborted();
      // A shard that is not whole is not done.
      if (crashes.settle(session.io, EXIT.pass) !== EXIT.pass) return EXIT.bug;
      if (units === 0 && failures.size < jobs.length) throw emptyShard(shard, all);
      await writeManifest(args.shardDir, shard, {
        arguments: shardedArguments(args),
        specs: Object.fromEntries(jobs.map((job) => [job.file, specDigest(job)])),
        engine: [name, version, build ?? ''].join(' ').trim(),
        units,
      });
      if (!args.quiet)
        session.io.err(
          `shard ${shard.index} of ${shard.count}: ${units} nominal circuits and samples are in ${args.shardDir}\n`,
        );
      return EXIT.pass;
    },
    { ...(second === undefined ? {} : { second }), shards: args.shardDir },
  );
}

/** What the command line asks of every spec. */
interface Asked {
  readonly args: VerifyArguments;
  readonly overrides: Overrides;
  readonly crashes: Crashes;
}

/** Simulates this shard of every spec. @returns how many units of work it held, of how many in all */
async function simulateAll(
  jobs: readonly NamedSpec[],
  tools: Toolchain,
  shard: Shard,
  { args, overrides, crashes }: Asked,
  session: Session,
): Promise<{ readonly units: number; readonly all: number }> {
  const { simulateShard } = await import('../../verify/shard.js');
  const progress = await createProgress(session.io, args.quiet, { parts: jobs.length });
  let [units, all] = [0, 0];
  try {
    for (const { file, spec } of jobs) {
      progress.start(`${spec.name}, shard ${shard.index} of ${shard.count}`);
      const options = {
        ...verifyOptions(file, args, overrides),
        onProgress: (step: Progress) => progress.update(step),
      };
      const part = await crashes.spare(file, () => simulateShard(spec, tools, options, shard, all));
      units += part?.mine ?? 0;
      all += part?.all ?? 0;
    }
  } finally {
    progress.stop();
  }
  return { units, all };
}

function emptyShard({ index, count }: Shard, all: number): UserError {
  return new UserError([
    {
      message:
        `--shard ${index}/${count}: nothing is left for this shard, there are ${all} ` +
        `nominal circuits ` +
        `and samples; take at most ${all} shards`,
    },
  ]);
}
