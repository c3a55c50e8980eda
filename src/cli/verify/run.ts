import { dirname } from 'node:path';
import type { Toolchain } from '../../compile.js';
import type { SpecReport } from '../../report/types.js';
import type { Spec } from '../../spec/types.js';
import { collectProblems, expandFiles, loadSpecs, type NamedSpec } from '../inputs.js';
import type { Session } from '../io.js';
import { withToolchain, type EngineArguments } from '../toolchain.js';
import { checkOutputs, writeOutputs, type OutputArguments } from './outputs.js';
import { overridden, readOverrides, requireChecks, requireTrusted, type OverrideArguments, type Overrides } from './overrides.js';
import { createProgress, type ProgressDisplay } from './progress.js';
import { createRunKeeper, type RunKeeper } from './runs.js';

export interface VerifyArguments extends EngineArguments, OverrideArguments, OutputArguments {
  readonly files: readonly string[];
  readonly trim: boolean | undefined;
  readonly runs: string | undefined;
  readonly secondEngine?: string | undefined;
}

/**
 * Verifies specs one after the other, each with all simulations in parallel. Everything that can be wrong with the input is
 * found and printed before anything is simulated; a simulation that fails is an `error` in the report and the rest goes on.
 */
export async function runVerify(args: VerifyArguments, session: Session): Promise<number> {
  const overrides = readOverrides(args);
  await checkOutputs(args);
  const specs = await loadSpecs(await expandFiles(args.files));
  const jobs = await collectProblems(specs, (named) => prepare(named, overrides), ({ file }) => file);
  const runs = args.runs === undefined ? undefined : createRunKeeper(args.runs, jobs);
  const { otherEngine } = await import('../../engine/registry.js');
  const second = jobs.some(({ spec }) => spec.simulation.numerics) ? (args.secondEngine ?? otherEngine(args.engine)) : undefined;
  const reports = await withToolchain(args, session, async (tools) => {
    // An engine that is not there is the same problem for every spec.
    await tools.simulator.info();
    const failures = await designAll(jobs, tools);
    const progress = await createProgress(session.io, args.quiet || args.json === '' || args.json === '-');
    try {
      const done: SpecReport[] = [];
      for (const job of jobs) done.push(await verifyOne(job, { args, tools, overrides, progress, failures, ...(runs ? { runs } : {}) }));
      return done;
    } finally {
      progress.stop();
      await runs?.settled();
    }
  }, second);
  return writeOutputs(reports, args, session);
}

/** Everything about a spec that is known to be wrong without a simulator. */
async function prepare({ file, spec }: NamedSpec, overrides: Overrides): Promise<NamedSpec> {
  const [{ conditionGrid, nominalConditions }, { loadProcess }, { expandRule }, { elaborate }, { expandExperiments }] = await Promise.all([
    import('../../compile.js'),
    import('../../process/load.js'),
    import('../../rule/presets.js'),
    import('../../compose/elaborate.js'),
    import('../../stimulus/experiments.js'),
  ]);
  const wanted: Spec = overridden(spec, overrides);
  requireChecks(spec, overrides);
  const process = loadProcess(wanted.process.name);
  requireTrusted(process, [nominalConditions(wanted, process), ...conditionGrid(wanted, process)]);
  elaborate(wanted.name, expandRule(wanted.rule), { circuit: wanted.circuit, process, temperature: wanted.process.temperature });
  expandExperiments(wanted, { folder: dirname(file) });
  return { file, spec: wanted };
}

/**
 * Designs every spec, so that all refusals are told before the first long simulation. Only a characterisation can fail to
 * simulate here; such a spec becomes an error in the report.
 */
async function designAll(jobs: readonly NamedSpec[], tools: Toolchain): Promise<Map<string, string>> {
  const [{ compile }, { SimulationError }] = await Promise.all([import('../../compile.js'), import('../../engine/errors.js')]);
  const failures = new Map<string, string>();
  const design = async ({ file, spec }: NamedSpec): Promise<void> => {
    try {
      await compile(spec, tools);
    } catch (error) {
      if (!(error instanceof SimulationError) || tools.signal?.aborted) throw error;
      failures.set(file, `the process could not be characterised (${error.kind}): ${error.message}`);
    }
  };
  await collectProblems(jobs, design, ({ file }) => file);
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

async function verifyOne({ file, spec }: NamedSpec, { args, tools, overrides, progress, failures, runs }: VerifyContext): Promise<SpecReport> {
  const failure = failures.get(file);
  if (failure !== undefined) return failedReport({ file, spec }, failure, tools);
  const { verifySpec } = await import('../../verify/verify.js');
  const engine = await tools.simulator.info();
  progress.start(spec.name);
  const report = await verifySpec(spec, tools, {
    file,
    folder: dirname(file),
    only: { ...(overrides.checks.length > 0 ? { checks: overrides.checks } : {}), ...(overrides.sample === undefined ? {} : { sample: overrides.sample }) },
    ...(args.trim === undefined ? {} : { trim: args.trim }),
    onProgress: (step) => progress.update(step),
    ...(runs ? { onRun: (run, conditions, sample) => runs.keep(run, { spec: spec.name, file, conditions, engine, ...(sample === undefined ? {} : { sample }) }) } : {}),
  });
  tools.signal?.throwIfAborted();
  return report;
}

async function failedReport({ file, spec }: NamedSpec, failure: string, { simulator }: Toolchain): Promise<SpecReport> {
  const [{ loadProcess }, { expandRule }, { equations }] = await Promise.all([
    import('../../process/load.js'),
    import('../../rule/presets.js'),
    import('../../rule/equations.js'),
  ]);
  const process = loadProcess(spec.process.name);
  const { name, version } = await simulator.info();
  return {
    spec: { name: spec.name, file, rule: spec.rule.kind, ...(spec.description === undefined ? {} : { description: spec.description }) },
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
