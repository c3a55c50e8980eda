import type { Verdict } from '../../compare/verdict.js';
import { shareInterval } from '../../random/binomial-interval.js';
import { replicateInterval } from '../../random/replicate-interval.js';
import type { YieldRow } from '../../report/types.js';
import type { Check, SamplingSpec } from '../../spec/types.js';
import { formatPercent } from '../../units/format.js';
import { statusOf } from '../measure.js';
import type { Sample } from './samples.js';

/** Shares of the planned samples after which the yield is looked at. */
const LOOKS = [0.25, 0.5, 1];

/** How many samples passed, and what that says about the yield. */
export interface YieldCount {
  readonly samples: number;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly interval: readonly [number, number];
  readonly confidence: number;
  readonly decided: 'met' | 'missed' | undefined;
}

/**
 * Numbers of samples after which a sequential test looks, the last one all of them. A stratified design means nothing
 * before it is whole.
 */
export function looksOf({ method, samples }: Pick<SamplingSpec, 'method' | 'samples'>): number[] {
  return method === 'random' ? [...new Set(LOOKS.map((share) => Math.ceil(share * samples)))] : [samples];
}

/**
 * Counts the samples of one check.
 *
 * Random samples are independent: the interval is exact. Every look may err, so each gets its share of the error
 * (Bonferroni): the verdict holds with the confidence of the goal, however early it stops.
 *
 * Stratified samples are not independent. Their replicates are, so the interval is Student's over these; but that one
 * is a point where all replicates agree, as when every sample passes. The exact one of as many random samples has no
 * such hole, and the variance behind it is the larger one (Owen, Ann. Statist. 25, 1541 (1997): a Latin hypercube of n
 * is never worse than n - 1 random samples). The wider end of both counts, so that a stratified design never claims
 * more than a random one.
 */
export function countYield(
  check: Check,
  position: number,
  samples: readonly Sample[],
  sampling: Pick<SamplingSpec, 'method' | 'samples' | 'replicates' | 'goal'>,
): YieldCount {
  const { method, goal, replicates } = sampling;
  const statuses = samples.map(({ measurements }) =>
    measurements?.[position] ? statusOf(check, measurements[position]) : 'error',
  );
  const of = (status: string): number => statuses.filter((candidate) => candidate === status).length;
  const [passed, failed] = [of('pass'), of('fail')];
  const unknown = samples.length - passed - failed;
  const confidence = 1 - (1 - goal.confidence) / looksOf(sampling).length;
  const exact = shareInterval(passed, samples.length, confidence, passed + unknown);
  const interval = method === 'random' ? exact : widest(exact, statuses, replicates, confidence);
  const decided = loss(interval[0]) <= loss(goal.min) ? 'met' : interval[1] < goal.min ? 'missed' : undefined;
  return { samples: samples.length, passed, failed, unknown, interval, confidence, decided };
}

/** Widened by Student's interval over the replicates: what is not known counts as failed below and as passed above. */
function widest(
  [low, high]: readonly [number, number],
  statuses: readonly string[],
  replicates: number,
  confidence: number,
): readonly [number, number] {
  const means = (counts: (status: string) => boolean): number[] =>
    Array.from({ length: replicates }, (_, replicate) => {
      const own = statuses.filter((_status, index) => index % replicates === replicate);
      return own.filter(counts).length / own.length;
    });
  return [
    Math.min(
      low,
      replicateInterval(
        means((status) => status === 'pass'),
        confidence,
      )[0],
    ),
    Math.max(
      high,
      replicateInterval(
        means((status) => status !== 'fail'),
        confidence,
      )[1],
    ),
  ];
}

/** The parts of a yield's verdict that do not come from the check: never a pass while the interval holds the goal. */
export function yieldVerdict(
  row: YieldRow,
  decided: YieldCount['decided'],
): Pick<Verdict, 'status' | 'limit'> & Partial<Verdict> {
  const limit = loss(row.goal.min);
  const measured = loss(row.interval[0]);
  const margin = limit - measured;
  const [error] = row.errors;
  const counts =
    `${row.passed} of ${row.samples} samples within the limit` +
    (row.unknown > 0
      ? `, ${row.unknown} without a measurement (sample ${error?.sample ?? ''}: ${error?.reason ?? ''})`
      : '') +
    `; the yield is ${formatPercent(row.interval[0])} to ${formatPercent(row.interval[1])}`;
  if (decided === 'met') return { status: 'pass', limit, measured, margin };
  if (decided === 'missed')
    return {
      status: 'fail',
      limit,
      measured,
      margin,
      reason: `${counts}, below the goal of ${formatPercent(row.goal.min)}`,
    };
  if (row.passed + row.failed === 0)
    return {
      status: 'error',
      limit,
      reason: `no sample could be measured; sample ${row.errors[0]?.sample ?? ''}: ${row.errors[0]?.reason ?? ''}`,
    };
  return {
    status: 'not-checked',
    limit,
    measured,
    margin,
    reason:
      `${counts}: too few samples to tell whether it reaches ${formatPercent(row.goal.min)}; raise the ` +
      `number of samples`,
  };
}

/** 1 - share without the binary rounding: 95 % leaves 5 %. */
function loss(share: number): number {
  return Number((1 - share).toPrecision(12));
}
