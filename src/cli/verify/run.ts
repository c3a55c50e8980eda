import { dirname } from 'node:path';
import type { Toolchain } from '../../compile.js';
import type { SpecReport } from '../../report/types.js';
import type { Shard } from '../../verify/shard.js';
import type { Progress, VerifyOptions } from '../../verify/context.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import type { NamedSpec } from '../inputs.js';
import type { Session } from '../io.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { Crashes } from './crashes.js';
import { designAll, readJobs } from './jobs.js';
import { writeOutputs, type OutputArguments } from './outputs.js';
import type { OverrideArguments, Overrides } from './overrides.js';
import { createProgress, type ProgressDisplay } from './progress.js';
import { keptReports } from './kept-reports.js';
import { createRunKeeper, type RunKeeper } from './runs.js';
import {
  readManifests,
  readShard,
  requireUnchanged,
  specDigest,
  writeManifest,
  type Manifest,
  type ShardedArguments,
} from './shards.js';

export interface VerifyArguments extends EngineArguments, OverrideArguments, OutputArguments {
  readonly files: readonly string[];
  readonly trim: boolean | undefined;
  readonly runs: string | undefined;
  readonly secondEngine?: string | undefined;
  readonly shard?: string | undefined;
  readonly shardDir: string;
}

/**
 * Verifies specs one after the other, each with all simulations in parallel. Everything that can be wrong with the
 * input is found and printed before anything is simulated; a simulation that fails is an `error` in the report and the
 * rest goes on.
 */
export async function runVerify(args: VerifyArguments, session: Session): Promise<number> {
  if (args.shard !== undefined) return runShard(args, readShard(args.shard), session);
  return report(args, session);
}

/** Verifies and writes; a spec on which rulespice itself fails is an error among the others. */
async function report(args: VerifyArguments, session: Session, merged?: Manifest): Promise<number> {
  const crashes = new Crashes(session.signal);
  const reports = await verifyAll(args, session, crashes, merged);
  if (merged) {
    const again = reports.reduce((sum, { runs }) => sum + (runs?.simulated ?? 0), 0);
    if (again > 0 && !args.quiet) session.io.err(`${again} simulations were in no shard and were done now\n`);
  }
  return crashes.settle(session.io, await writeOutputs(reports, args, session));
}

/**
 * Verifies from the results of shards, with the same report as without shards.
 * @param folder holds the results and manifests of all of them
 */
export async function runMerge(
  folder: string,
  outputs: OutputArguments & Pick<EngineArguments, 'jobs'>,
  session: Session,
): Promise<number> {
  const [manifest] = readManifests(folder);
  if (!manifest) throw new Error('no manifest');
  const { check, corner, temperature, supply, capacitor, bias, timeout, samples, trim, ...rest } = manifest.arguments;
  const args: VerifyArguments = {
    ...rest,
    ...outputs,
    check,
    corner,
    temperature,
    supply,
    capacitor,
    bias,
    timeout,
    samples,
    trim,
    cache: true,
    shardDir: folder,
  };
  return report(args, session, manifest);
}

async function verifyAll(
  args: VerifyArguments,
  session: Session,
  crashes: Crashes,
  merged?: Manifest,
): Promise<SpecReport[]> {
  const { files, jobs, overrides, second } = await readJobs(args, crashes);
  if (merged) requireUnchanged(jobs, merged);
  const runs = args.runs === undefined ? undefined : createRunKeeper(args.runs, jobs);
  return withToolchain(
    args,
    session,
    async (tools) => {
      // An engine that is not there is the same problem for every spec.
      const engine = await tools.simulator.info();
      // Run directories are written by simulating, and a merge is asked what its shards hold.
      const reports =
        args.cache && !runs && !merged
          ? await keptReports(tools, decidingArguments(args), session.io.environment)
          : undefined;
      const known = new Map<string, SpecReport>();
      for (const job of jobs) {
        const report = await reports?.get(job);
        if (report) known.set(job.file, report);
      }
      const failures = await designAll(
        jobs.filter(({ file }) => !known.has(file)),
        tools,
        crashes,
      );
      const progress = await createProgress(session.io, args.quiet || args.json === '' || args.json === '-');
      try {
        const context = { args, tools, overrides, progress, failures, ...(runs ? { runs } : {}) };
        for (const job of jobs.filter(({ file }) => !known.has(file) && !crashes.has(file))) {
          const report = await crashes.spare(job.file, () => verifyOne(job, context));
          if (!report) continue;
          known.set(job.file, report);
          await reports?.set(job, report);
        }
        return files.map((file) => known.get(file) ?? crashes.report(file, engine));
      } finally {
        progress.stop();
        await runs?.settled();
        await reports?.close();
      }
    },
    { ...(second === undefined ? {} : { second }), ...(merged ? { shards: args.shardDir } : {}) },
  );
}

/** Simulates one shard of every spec into the folder of shards, and says there that it is done. */
async function runShard(args: VerifyArguments, shard: Shard, session: Session): Promise<number> {
  refuseOutputs(args);
  const crashes = new Crashes(session.signal);
  const { jobs, overrides, second } = await readJobs(args, crashes);
  const { simulateShard } = await import('../../verify/shard.js');
  return withToolchain(
    args,
    session,
    async (tools) => {
      const { name, version, build } = await tools.simulator.info();
      const failures = await designAll(jobs, tools, crashes);
      const progress = await createProgress(session.io, args.quiet);
      let units = 0;
      try {
        for (const { file, spec } of jobs.filter((job) => !failures.has(job.file) && !crashes.has(job.file))) {
          progress.start(`${spec.name}, shard ${shard.index} of ${shard.count}`);
          const options = {
            ...verifyOptions(file, args, overrides),
            onProgress: (step: Progress) => progress.update(step),
          };
          units += (await crashes.spare(file, () => simulateShard(spec, tools, options, shard))) ?? 0;
        }
      } finally {
        progress.stop();
      }
      tools.signal?.throwIfAborted();
      // A shard that is not whole is not done.
      if (crashes.settle(session.io, EXIT.pass) !== EXIT.pass) return EXIT.bug;
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
function decidingArguments(args: VerifyArguments): unknown {
  return Object.entries(args)
    .filter(([name]) => !UNDECIDING.has(name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function shardedArguments({
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
function refuseOutputs(args: VerifyArguments): void {
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

interface VerifyContext {
  readonly args: VerifyArguments;
  readonly tools: Toolchain;
  readonly overrides: Overrides;
  readonly progress: ProgressDisplay;
  readonly failures: ReadonlyMap<string, string>;
  readonly runs?: RunKeeper;
}

async function verifyOne(
  { file, spec }: NamedSpec,
  { args, tools, overrides, progress, failures, runs }: VerifyContext,
): Promise<SpecReport> {
  const failure = failures.get(file);
  if (failure !== undefined) return failedReport({ file, spec }, failure, tools);
  const [{ verifySpec }, { assertReports }] = await Promise.all([
    import('../../verify/verify.js'),
    import('../../report/validate.js'),
  ]);
  const engine = await tools.simulator.info();
  progress.start(spec.name);
  const report = await verifySpec(spec, tools, {
    ...verifyOptions(file, args, overrides),
    onProgress: (step) => progress.update(step),
    ...(runs
      ? {
          onRun: (run, conditions, sample) =>
            runs.keep(run, { spec: spec.name, file, conditions, engine, ...(sample === undefined ? {} : { sample }) }),
        }
      : {}),
  });
  tools.signal?.throwIfAborted();
  // Found here, it is an error of this spec; the writers would refuse them all.
  assertReports([report]);
  return report;
}

function verifyOptions(file: string, { trim }: VerifyArguments, { checks, sample }: Overrides): VerifyOptions {
  return {
    file,
    folder: dirname(file),
    only: { ...(checks.length > 0 ? { checks } : {}), ...(sample === undefined ? {} : { sample }) },
    ...(trim === undefined ? {} : { trim }),
  };
}

async function failedReport({ file, spec }: NamedSpec, failure: string, { simulator }: Toolchain): Promise<SpecReport> {
  const [{ loadProcess }, { expandRule }, { equations }] = await Promise.all([
    import('../../process/load.js'),
    import('../../rule/presets.js'),
    import('../../rule/equations.js'),
  ]);
  const process = loadProcess(spec.process);
  const { name, version } = await simulator.info();
  return {
    spec: {
      name: spec.name,
      file,
      rule: spec.rule.kind,
      ...(spec.description === undefined ? {} : { description: spec.description }),
    },
    status: 'error',
    engine: { name, version },
    process: { name: process.name, source: process.source },
    equations: equations(expandRule(spec.rule)),
    sizing: [],
    predictions: [],
    trim: [],
    verdicts: [],
    figures: [],
    warnings: [],
    failure,
    wallSeconds: 0,
  };
}
