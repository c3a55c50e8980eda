import type { Toolchain } from '../../compile.js';
import type { RuleResult } from '../../result/rule.js';
import type { NamedSpec } from '../inputs.js';
import type { ProgressDisplay } from '../terminal/progress.js';
import { withToolchain } from '../toolchain.js';
import { decidingArguments, type VerifyArguments } from './arguments.js';
import type { Commission, Results, Work } from './commission.js';
import { keptReports, type KeptReports } from './kept-reports.js';
import { lostRule, unsimulated } from './lost.js';
import type { Overrides } from './overrides.js';
import { designAll, readRules, verifyOptions, type RuleJobs } from './rule-jobs.js';
import { createRunKeeper, type RunKeeper } from './runs.js';
import { requireUnchanged } from './shards.js';

/**
 * Verifies specs one after the other, each with all simulations in parallel. Everything that can be wrong with the
 * input is found before anything is simulated; a simulation that fails is an `error` in the report and the rest goes
 * on.
 * @throws UserError
 */
export async function prepareRules(files: readonly string[], commission: Commission): Promise<Work> {
  const { args, crashes, merged } = commission;
  const read = await readRules(files, args, crashes);
  if (merged) requireUnchanged(read.jobs, merged);
  const runs = args.runs === undefined ? undefined : createRunKeeper(args.runs, read.jobs);
  return { parts: read.jobs.length, run: (progress) => verifyRules(files, read, commission, progress, runs) };
}

async function verifyRules(
  files: readonly string[],
  { jobs, overrides, second }: RuleJobs,
  { args, session, crashes, merged }: Commission,
  progress: ProgressDisplay,
  runs: RunKeeper | undefined,
): Promise<Results> {
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
      const known = await foundAgain(jobs, reports, progress);
      const unknown = jobs.filter(({ file }) => !known.has(file));
      const failures = await designAll(unknown, tools, crashes);
      try {
        const context = { args, tools, overrides, progress, failures, ...(runs ? { runs } : {}) };
        for (const job of unknown.filter(({ file }) => !crashes.has(file))) {
          const report = await crashes.spare(job.file, () => verifyOne(job, context));
          if (!report) continue;
          known.set(job.file, report);
          await reports?.set(job, report);
        }
        return new Map(files.map((file) => [file, [known.get(file) ?? lostRule(file, crashes.failure(file), engine)]]));
      } finally {
        await runs?.settled();
        await reports?.close();
      }
    },
    { ...(second === undefined ? {} : { second }), ...(merged ? { shards: args.shardDir } : {}) },
  );
}

/** Reports that an earlier command kept, by file. */
async function foundAgain(
  jobs: readonly NamedSpec[],
  reports: KeptReports | undefined,
  progress: ProgressDisplay,
): Promise<Map<string, RuleResult>> {
  const known = new Map<string, RuleResult>();
  for (const job of jobs) {
    const report = await reports?.get(job);
    if (!report) continue;
    known.set(job.file, report);
    progress.skip();
  }
  return known;
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
): Promise<RuleResult> {
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

async function uncharacterised(
  { file, spec }: NamedSpec,
  failure: string,
  { simulator }: Toolchain,
): Promise<RuleResult> {
  const [{ loadProcess }, { expandRule }, { equations }] = await Promise.all([
    import('../../process/load.js'),
    import('../../rule/presets.js'),
    import('../../rule/equations.js'),
  ]);
  const { name, source } = loadProcess(spec.process);
  const { description } = spec;
  return unsimulated(
    {
      name: spec.name,
      file,
      ...(description === undefined ? {} : { description }),
      rule: spec.rule.kind,
      process: { name, source },
      equations: equations(expandRule(spec.rule)),
    },
    await simulator.info(),
    failure,
  );
}
