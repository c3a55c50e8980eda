import type { Verdict } from '../compare/verdict.js';
import { shareInterval } from '../random/binomial-interval.js';
import type { YieldRow } from '../report/types.js';
import type { Check, YieldGoal } from '../spec/types.js';
import { formatPercent } from '../units/format.js';
import { statusOf } from './measure.js';
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

/** Numbers of samples after which a sequential test looks, the last one all of them. */
export function looksOf(planned: number): number[] {
  return [...new Set(LOOKS.map((share) => Math.ceil(share * planned)))];
}

/**
 * Counts the samples of one check. Every look may err, so each gets its share of the error (Bonferroni): the verdict holds
 * with the confidence of the goal, however early it stops.
 */
export function countYield(check: Check, position: number, samples: readonly Sample[], goal: YieldGoal, planned: number): YieldCount {
  const statuses = samples.map(({ measurements }) => (measurements?.[position] ? statusOf(check, measurements[position]) : 'error'));
  const of = (status: string): number => statuses.filter((candidate) => candidate === status).length;
  const [passed, failed] = [of('pass'), of('fail')];
  const unknown = samples.length - passed - failed;
  const confidence = 1 - (1 - goal.confidence) / looksOf(planned).length;
  const interval = shareInterval(passed, samples.length, confidence, passed + unknown);
  const decided = loss(interval[0]) <= loss(goal.min) ? 'met' : interval[1] < goal.min ? 'missed' : undefined;
  return { samples: samples.length, passed, failed, unknown, interval, confidence, decided };
}

/** The parts of a yield's verdict that do not come from the check: never a pass while the interval holds the goal. */
export function yieldVerdict(row: YieldRow, decided: YieldCount['decided']): Pick<Verdict, 'status' | 'limit'> & Partial<Verdict> {
  const limit = loss(row.goal.min);
  const measured = loss(row.interval[0]);
  const margin = limit - measured;
  const counts = `${row.passed} of ${row.samples} samples within the limit${row.unknown > 0 ? `, ${row.unknown} without a measurement (sample ${row.errors[0]?.sample ?? ''}: ${row.errors[0]?.reason ?? ''})` : ''}; the yield is ${formatPercent(row.interval[0])} to ${formatPercent(row.interval[1])}`;
  if (decided === 'met') return { status: 'pass', limit, measured, margin };
  if (decided === 'missed') return { status: 'fail', limit, measured, margin, reason: `${counts}, below the goal of ${formatPercent(row.goal.min)}` };
  if (row.passed + row.failed === 0) return { status: 'error', limit, reason: `no sample could be measured; sample ${row.errors[0]?.sample ?? ''}: ${row.errors[0]?.reason ?? ''}` };
  return { status: 'not-checked', limit, measured, margin, reason: `${counts}: too few samples to tell whether it reaches ${formatPercent(row.goal.min)}; raise variations.mismatch.samples` };
}

/** 1 - share without the binary rounding: 95 % leaves 5 %. */
function loss(share: number): number {
  return Number((1 - share).toPrecision(12));
}
