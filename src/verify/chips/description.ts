import type { Verdict } from '../../result/verdict.js';
import type { Figure } from '../../result/figure.js';
import type { Sensitivity, YieldRow } from '../../result/samples.js';
import type { Conditions } from '../../process/conditions.js';
import { METRIC_WORDS } from '../../report/words.js';
import { histogram } from '../../report/histogram.js';
import { stimulusOf } from '../../quantities/vocabulary.js';
import type { Check, SamplingSpec } from '../../spec/types.js';
import { formatPercent } from '../../units/format.js';
import { verdictOf, replayOf, type Context } from '../context.js';
import { statusOf } from '../measure.js';
import type { Sample } from './samples.js';
import { sensitivityOf, type Observed } from './sensitivity.js';
import type { ChipVariation } from './varied-circuit.js';
import { yieldVerdict, type YieldCount } from './yield.js';

/** Failed samples that a report names, of each check. */
const MOST_ERRORS = 20;

/** One check of the samples of one condition. */
export interface Part {
  readonly check: Check;
  readonly position: number;
  readonly samples: readonly Sample[];
  readonly count: YieldCount | undefined;
  readonly conditions: Conditions;
  readonly sampling: SamplingSpec;
  readonly variation: ChipVariation;
  readonly context: Context;
}

/** What the samples say of a check: its verdict, the row of its yield, and a picture. */
export function describe(part: Part): { verdict: Verdict; row: YieldRow; figure: Figure[] } {
  const { check, position, samples, count, conditions, sampling, context } = part;
  if (!count) throw new Error('a yield without samples');
  const { decided, ...counted } = count;
  const replay = (sample: number): string => replayOf(check, conditions, context, sample);
  const worst = worstSample(part);
  const errors = errorsOf(part, replay);
  const recovered = recoveredOf(part);
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
    ...verdictOf(check, judged.status, conditions, context, { ...judged, metric: 'yield-loss' }),
    ...(samples.every(({ measurements }) => measurements?.[position]?.cached) ? { cached: true as const } : {}),
    // The worst sample says more than all of them again.
    ...(sample === undefined ? {} : { replay: replay(sample) }),
  };
  return { verdict, row, figure: figureOf(part, row) };
}

/** Samples without a measurement, and why. */
function errorsOf(
  { check, position, samples }: Part,
  replay: (sample: number) => string,
): { sample: number; reason: string; replay: string }[] {
  return samples.flatMap(({ index, failure, measurements }) => {
    const measurement = measurements?.[position];
    const reason =
      failure ??
      (measurement && statusOf(check, measurement) === 'not-checked'
        ? (measurement.reason ?? 'nothing could be measured')
        : undefined);
    return reason === undefined ? [] : [{ sample: index, reason, replay: replay(index) }];
  });
}

/** Samples that were simulated at the second attempt, and how. */
function recoveredOf({ position, samples }: Part): NonNullable<YieldRow['recovered']> {
  return samples.flatMap(({ index, measurements }) => {
    const rung = measurements?.[position]?.recovered;
    return rung === undefined ? [] : [{ sample: index, with: rung }];
  });
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
