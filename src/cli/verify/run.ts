import { dirname, join } from 'node:path';
import type { Toolchain } from '../../compile.js';
import type { SpecReport } from '../../report/types.js';
import type { Spec } from '../../spec/types.js';
import type { Shard } from '../../verify/shard.js';
import type { Progress, VerifyOptions } from '../../verify/context.js';
import { STANDARD_INPUT } from '../../node/files/standard-input.js';
import { UserError } from '../../units/user-error.js';
import { EXIT } from '../exit.js';
import { collectProblems, expandFiles, type NamedSpec } from '../inputs.js';
import type { Session } from '../io.js';
import { assertWritable } from '../output.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import {
  decidingArguments,
  mergedArguments,
  refuseOutputs,
  shardedArguments,
  type VerifyArguments,
} from './arguments.js';
import { Crashes } from './crashes.js';
import { failedReport } from './failed-report.js';
import { checkOutputs, writeOutputs } from './outputs.js';
import type { OutputArguments } from './verify-options.js';
import { overridden, readOverrides, requireChecks, requireSize, requireTrusted, type Overrides } from './overrides.js';
import { createProgress, type ProgressDisplay } from '../terminal/progress.js';
import { keptReports } from './kept-reports.js';
import { createRunKeeper, type RunKeeper } from './runs.js';
import { readManifests, readShard, requireUnchanged, specDigest, writeManifest, type Manifest } from './shards.js';

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
  const args = mergedArguments(manifest.arguments, { ...outputs, shardDir: folder });
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
  if (args.files.includes(STANDARD_INPUT))
    throw new UserError([
      { message: '--shard: merging reads the specs again, and standard input is gone; name a file' },
    ]);
  assertWritable('--shard-dir', join(args.shardDir, 'shard.json'));
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
      let [units, all] = [0, 0];
      try {
        for (const { file, spec } of jobs.filter((job) => !failures.has(job.file) && !crashes.has(job.file))) {
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
      tools.signal?.throwIfAborted();
      // A shard that is not whole is not done.
      if (crashes.settle(session.io, EXIT.pass) !== EXIT.pass) return EXIT.bug;
      if (units === 0 && failures.size < jobs.length)
        throw new UserError([
          {
            message:
              `--shard ${shard.index}/${shard.count}: nothing is left for this shard, there are ${all} ` +
              `nominal circuits ` +
              `and samples; take at most ${all} shards`,
          },
        ]);
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

/** The files that were asked for, and the specs in them on which rulespice did not fail. */
async function readJobs(
  args: VerifyArguments,
  crashes: Crashes,
): Promise<{
  readonly files: readonly string[];
  readonly jobs: readonly NamedSpec[];
  readonly overrides: Overrides;
  readonly second: string | undefined;
}> {
  const overrides = readOverrides(args);
  await checkOutputs(args);
  const files = await expandFiles(args.files);
  const [{ loadSpec }, { vocabulary }] = await Promise.all([
    import('../../load-spec.js'),
    import('../../compose/vocabulary.js'),
  ]);
  const names = vocabulary();
  const load = (file: string): Promise<NamedSpec | undefined> =>
    crashes.spare(file, () => ({ file, spec: loadSpec(file, names) }));
  const specs = present(await collectProblems(files, load, (file) => file));
  const spared = (named: NamedSpec): Promise<NamedSpec | undefined> =>
    crashes.spare(named.file, () => prepare(named, overrides));
  const jobs = present(await collectProblems(specs, spared, ({ file }) => file));
  const { otherEngine } = await import('../../node/engine/registry.js');
  const second = jobs.some(({ spec }) => spec.simulation.numerics)
    ? (args.secondEngine ?? otherEngine(args.engine))
    : undefined;
  return { files, jobs, overrides, second };
}

function present<Item>(items: readonly (Item | undefined)[]): Item[] {
  return items.filter((item) => item !== undefined);
}

/** Everything about a spec that is known to be wrong without a simulator. */
async function prepare({ file, spec }: NamedSpec, overrides: Overrides): Promise<NamedSpec> {
  const [{ conditionGrid, nominalConditions }, { loadProcess }, { expandRule }, { elaborate }, { expandExperiments }] =
    await Promise.all([
      import('../../compile.js'),
      import('../../process/load.js'),
      import('../../rule/presets.js'),
      import('../../compose/elaborate.js'),
      import('../../stimulus/experiments.js'),
    ]);
  const wanted: Spec = overridden(spec, overrides);
  requireChecks(spec, overrides);
  requireSize(wanted);
  const process = loadProcess(wanted.process);
  requireTrusted(
    process,
    [nominalConditions(wanted, process), ...conditionGrid(wanted, process)],
    wanted.variations.sampling?.spread,
  );
  elaborate(wanted.name, expandRule(wanted.rule), {
    circuit: wanted.circuit,
    process,
    temperature: wanted.process.temperature,
  });
  expandExperiments(wanted, { folder: dirname(file) });
  return { file, spec: wanted };
}

/**
 * Designs every spec, so that all refusals are told before the first long simulation. Only a characterisation can fail
 * to simulate here; such a spec becomes an error in the report.
 */
async function designAll(jobs: readonly NamedSpec[], tools: Toolchain, crashes: Crashes): Promise<Map<string, string>> {
  const [{ compile }, { SimulationError }] = await Promise.all([
    import('../../compile.js'),
    import('../../engine/errors.js'),
  ]);
  const failures = new Map<string, string>();
  const design = async ({ file, spec }: NamedSpec): Promise<void> => {
    try {
      await compile(spec, tools);
    } catch (error) {
      if (!(error instanceof SimulationError) || tools.signal?.aborted) throw error;
      failures.set(file, `the process could not be characterised (${error.kind}): ${error.message}`);
    }
  };
  await collectProblems(
    jobs,
    (job) => crashes.spare(job.file, () => design(job)),
    ({ file }) => file,
  );
  return failures;
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
  if (failure !== undefined) return uncharacterised({ file, spec }, failure, tools);
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

async function uncharacterised(
  { file, spec }: NamedSpec,
  failure: string,
  { simulator }: Toolchain,
): Promise<SpecReport> {
  const [{ loadProcess }, { expandRule }, { equations }] = await Promise.all([
    import('../../process/load.js'),
    import('../../rule/presets.js'),
    import('../../rule/equations.js'),
  ]);
  const { name, source } = loadProcess(spec.process);
  const { description } = spec;
  return failedReport(
    {
      spec: { name: spec.name, file, rule: spec.rule.kind, ...(description === undefined ? {} : { description }) },
      process: { name, source },
      equations: equations(expandRule(spec.rule)),
    },
    await simulator.info(),
    failure,
  );
}
