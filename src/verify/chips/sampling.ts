import type { Verdict } from '../../compare/verdict.js';
import { SimulationError } from '../../engine/errors.js';
import type { Bench } from '../../netlist/testbench.js';
import type { Conditions } from '../../process/conditions.js';
import type { Figure, Sensitivity, YieldRow } from '../../report/types.js';
import { METRIC_WORDS } from '../../report/words.js';
import { isSampled, stimulusOf } from '../../quantities/vocabulary.js';
import type { Check, SamplingSpec } from '../../spec/types.js';
import { formatPercent } from '../../units/format.js';
import { verdictOf, replayOf, type Context } from '../context.js';
import { histogram } from '../../report/histogram.js';
import { statusOf } from '../measure.js';
import { settled } from '../numerics.js';
import { runCircuit } from '../../roads/roads.js';
import { runSamples, type Sample, type SampleJob } from './samples.js';
import { sensitivityOf, type Observed } from './sensitivity.js';
import { chipVariation, type ChipVariation } from './varied-circuit.js';
import { countYield, looksOf, yieldVerdict, type YieldCount } from './yield.js';

/** What the samples of one condition gave. */
export interface SampledOutcome {
  readonly verdicts: readonly Verdict[];
  readonly yields: readonly YieldRow[];
  readonly figures: readonly Figure[];
}

/** Failed samples that a report names, of each check. */
const MOST_ERRORS = 20;

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
  const samples: Sample[] = [];
  let counts: YieldCount[] = [];
  for (const look of looksOf(sampling)) {
    samples.push(
      ...(await trustedSamples(
        job,
        Array.from({ length: look - samples.length }, (_, index) => samples.length + index + 1),
        context,
      )),
    );
    counts = checks.map((check, position) => countYield(check, position, samples, sampling));
    if (counts.every(({ decided }) => decided !== undefined)) break;
  }
  context.skip((sampling.samples - samples.length) * job.experiments.length * (1 + context.variants.length));
  const parts = checks.map((check, position) =>
    describe({
      check,
      position,
      samples,
      count: counts[position],
      conditions: bench.conditions,
      sampling,
      variation,
      context,
    }),
  );
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
        if (tools.signal?.aborted === true || !(error instanceof SimulationError)) throw error;
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
    verdicts: sampledChecks(context.checks).map((check) => ({
      ...verdictOf(check, 'error', conditions, context, { reason, limit: 1 - min }),
      check: { ...check, metric: 'yield-loss', max: 1 - min },
    })),
    yields: [],
    figures: [],
  };
}

interface Part {
  readonly check: Check;
  readonly position: number;
  readonly samples: readonly Sample[];
  readonly count: YieldCount | undefined;
  readonly conditions: Conditions;
  readonly sampling: SamplingSpec;
  readonly variation: ChipVariation;
  readonly context: Context;
}

function describe(part: Part): { verdict: Verdict; row: YieldRow; figure: Figure[] } {
  const { check, position, samples, count, conditions, sampling, context } = part;
  if (!count) throw new Error('a yield without samples');
  const { decided, ...counted } = count;
  const replay = (sample: number): string => replayOf(check, conditions, context, sample);
  const worst = worstSample(part);
  const errors = samples.flatMap(({ index, failure, measurements }) => {
    const measurement = measurements?.[position];
    const reason =
      failure ??
      (measurement && statusOf(check, measurement) === 'not-checked'
        ? (measurement.reason ?? 'nothing could be measured')
        : undefined);
    return reason === undefined ? [] : [{ sample: index, reason, replay: replay(index) }];
  });
  const recovered = samples.flatMap(({ index, measurements }) => {
    const rung = measurements?.[position]?.recovered;
    return rung === undefined ? [] : [{ sample: index, with: rung }];
  });
  const sensitivity = sensitivityFor(part);
  const row: YieldRow = {
    quantity: check.quantity,
    experiment: stimulusOf(check, context.compiled) ?? 'none',
    conditions,
    seed: sampling.seed,
    sampling: sampling.method,
    replicates: sampling.replicates,
    planned: sampling.samples,
    ...counted,
    goal: sampling.goal,
    ...(worst ? { worst: { ...worst, replay: replay(worst.sample) } } : {}),
    errors: errors.slice(0, MOST_ERRORS),
    ...(recovered.length > 0 ? { recovered } : {}),
    ...(sensitivity ? { sensitivity } : {}),
  };
  const judged = yieldVerdict(row, decided);
  const sample = worst?.sample ?? errors[0]?.sample;
  const verdict: Verdict = {
    ...verdictOf(check, judged.status, conditions, context, judged),
    check: { ...check, metric: 'yield-loss', max: judged.limit },
    ...(samples.every(({ measurements }) => measurements?.[position]?.cached) ? { cached: true as const } : {}),
    // The worst sample says more than all of them again.
    ...(sample === undefined ? {} : { replay: replay(sample) }),
  };
  return { verdict, row, figure: figureOf(part, row) };
}

function worstSample({ check, position, samples }: Part): { sample: number; measured: number } | undefined {
  const measured = samples.flatMap(({ index, measurements }) => {
    const measurement = measurements?.[position];
    return measurement?.measured !== undefined && statusOf(check, measurement) !== 'not-checked'
      ? [{ sample: index, measured: measurement.measured }]
      : [];
  });
  return measured.reduce<(typeof measured)[number] | undefined>(
    (worst, candidate) => (worst && worst.measured >= candidate.measured ? worst : candidate),
    undefined,
  );
}

/** A single number by its logarithm, which what varies moves linearly; anything else by the metric. */
function sensitivityFor({ check, position, samples, variation: { factors } }: Part): Sensitivity | undefined {
  const single = samples.every(
    ({ measurements }) => measurements === undefined || (measurements[position]?.value ?? NaN) > 0,
  );
  const observed = samples.flatMap(({ chip, measurements }): Observed[] => {
    const measurement = measurements?.[position];
    const value = single ? Math.log(measurement?.value ?? NaN) : (measurement?.measured ?? NaN);
    return Number.isFinite(value) ? [{ chip, value }] : [];
  });
  return sensitivityOf(
    single ? `ln ${check.quantity}` : `${METRIC_WORDS[check.metric]} of ${check.quantity}`,
    observed,
    factors,
  );
}

function figureOf({ check, position, samples, conditions }: Part, row: YieldRow): Figure[] {
  const measured = samples
    .flatMap(({ measurements }) => measurements?.[position] ?? [])
    .filter((measurement) => statusOf(check, measurement) !== 'not-checked');
  const values = measured.flatMap(({ value }) => value ?? []);
  const [first] = measured;
  if (!first) return [];
  const caption =
    `${row.passed} of ${row.samples} samples within the limit; yield ${formatPercent(row.interval[0])} to ` +
    `${formatPercent(row.interval[1])} at ${formatPercent(row.confidence)} confidence`;
  const title = `${check.quantity}: samples`;
  const { reference, unit = '1' } = first;
  if (values.length < measured.length || reference === undefined) {
    return [
      histogram(
        {
          title,
          caption,
          xTitle: METRIC_WORDS[check.metric],
          values: measured.map(({ measured: metric }) => metric ?? NaN),
          limits: [check.max],
        },
        conditions,
      ),
    ];
  }
  const limits = [reference * (1 - check.max), reference * (1 + check.max)].sort((a, b) => a - b);
  return [
    histogram(
      { title, caption, xTitle: unit === '1' ? check.quantity : `${check.quantity} (${unit})`, values, limits },
      conditions,
    ),
  ];
}
