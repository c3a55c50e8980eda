import type { Verdict } from '../../result/verdict.js';
import type { Figure } from '../../result/figure.js';
import type { YieldRow } from '../../result/samples.js';
import type { Bench } from '../../netlist/testbench.js';
import type { Conditions } from '../../process/conditions.js';
import { isSampled, stimulusOf } from '../../quantities/vocabulary.js';
import type { Check, SamplingSpec } from '../../spec/types.js';
import { failedRun } from '../../units/run-failure.js';
import { verdictOf, type Context } from '../context.js';
import { settled } from '../numerics.js';
import { runCircuit } from '../../roads/roads.js';
import { describe } from './description.js';
import { runSamples, type Sample, type SampleJob } from './samples.js';
import { chipVariation } from './varied-circuit.js';
import { countYield, looksOf, type YieldCount } from './yield.js';

/** What the samples of one condition gave. */
export interface SampledOutcome {
  readonly verdicts: readonly Verdict[];
  readonly yields: readonly YieldRow[];
  readonly figures: readonly Figure[];
}

/** The checks of a verification that samples are judged by. */
export function sampledChecks(checks: readonly Check[]): Check[] {
  return checks.filter(isSampled);
}

/**
 * Samples one condition until the yield of every check is decided, at most as often as the spec says.
 * @param bench the nominal circuit, trimmed where the spec trims: a trim corrects the design, not each sample
 */
export async function sampleConditions(
  bench: Bench,
  sampling: SamplingSpec,
  context: Context,
): Promise<SampledOutcome> {
  const job = sampleJob(bench, sampling, context);
  const { checks, variation } = job;
  const { samples, counts } = await decidedSamples(job, sampling, context);
  context.skip((sampling.samples - samples.length) * job.experiments.length * (1 + context.variants.length));
  const common = { samples, conditions: bench.conditions, sampling, variation, context };
  const parts = checks.map((check, position) => describe({ ...common, check, position, count: counts[position] }));
  const kept = await keepWorst(
    job,
    parts.flatMap(({ row }) => row.worst?.sample ?? []),
    context,
  );
  return {
    verdicts: parts.map(({ verdict }) => verdict),
    yields: parts.map(({ row }) => withKept(row, kept)),
    figures: parts.flatMap(({ figure }) => figure),
  };
}

/** Samples until every yield is decided, or there are as many as the spec allows. */
async function decidedSamples(
  job: SampleJob,
  sampling: SamplingSpec,
  context: Context,
): Promise<{ readonly samples: readonly Sample[]; readonly counts: readonly YieldCount[] }> {
  const samples: Sample[] = [];
  let counts: YieldCount[] = [];
  for (const look of looksOf(sampling)) {
    const next = Array.from({ length: look - samples.length }, (_, index) => samples.length + index + 1);
    samples.push(...(await trustedSamples(job, next, context)));
    counts = job.checks.map((check, position) => countYield(check, position, samples, sampling));
    if (counts.every(({ decided }) => decided !== undefined)) break;
  }
  return { samples, counts };
}

/**
 * Keeps the simulations of these samples where the caller keeps any; their commands by sample. Done once more, or found
 * in the cache.
 */
async function keepWorst(
  job: SampleJob,
  worst: readonly number[],
  { compiled, tools, options: { onRun } }: Context,
): Promise<ReadonlyMap<number, string>> {
  const commands = new Map<number, string>();
  if (!onRun) return commands;
  for (const sample of new Set(worst)) {
    for (const experiment of job.experiments) {
      try {
        const chip = job.variation.chip(sample);
        const run = await runCircuit(
          compiled,
          job.variation.bench(job.bench, chip),
          experiment,
          tools,
          job.variation.alterations(chip),
        );
        commands.set(sample, onRun(run, job.bench.conditions, sample));
      } catch (error) {
        // It has its verdict already; what cannot be simulated again is not kept.
        failedRun(error, tools.signal);
      }
    }
  }
  return commands;
}

function withKept(row: YieldRow, kept: ReadonlyMap<number, string>): YieldRow {
  const command = row.worst && kept.get(row.worst.sample);
  return row.worst && command !== undefined ? { ...row, worst: { ...row.worst, kept: command } } : row;
}

/** What the samples of one condition have in common. */
export function sampleJob(
  bench: Bench,
  sampling: SamplingSpec,
  { compiled, tools, step, ...context }: Context,
): SampleJob {
  const checks = sampledChecks(context.checks);
  const names = new Set(checks.map((check) => stimulusOf(check, compiled)));
  return {
    compiled,
    bench,
    variation: chipVariation(bench, sampling),
    experiments: context.experiments.filter(({ name }) => names.has(name)),
    checks,
    tools,
    step,
  };
}

/** These samples, each measured again by every variant: one that moves has no measurement. */
export async function trustedSamples(
  job: SampleJob,
  indices: readonly number[],
  { variants, compiled }: Context,
): Promise<Sample[]> {
  const samples = await runSamples(job, indices);
  const { numerics } = compiled.spec.simulation;
  if (!numerics) return samples;
  const again: { readonly name: string; readonly samples: readonly Sample[] }[] = [];
  for (const { name, tools, bench } of variants)
    again.push({ name, samples: await runSamples({ ...job, tools, bench: bench(job.bench) }, indices) });
  return samples.map((sample, place) => {
    if (!sample.measurements) return sample;
    const repeated = (position: number) =>
      again.map(({ name, samples: others }) => ({
        name,
        measurement: others[place]?.measurements?.[position] ?? { reason: others[place]?.failure ?? 'no measurement' },
      }));
    return {
      ...sample,
      measurements: sample.measurements.map((measurement, position) =>
        settled(job.checks[position]!, measurement, repeated(position), numerics),
      ),
    };
  });
}

/** Where the nominal circuit failed there is nothing to sample: an error for every sampled check. */
export function unsampled(conditions: Conditions, { goal: { min } }: SamplingSpec, context: Context): SampledOutcome {
  const reason = 'the nominal circuit could not be simulated, so no sample was';
  return {
    verdicts: sampledChecks(context.checks).map((check) =>
      verdictOf(check, 'error', conditions, context, { metric: 'yield-loss', reason, limit: 1 - min }),
    ),
    yields: [],
    figures: [],
  };
}
