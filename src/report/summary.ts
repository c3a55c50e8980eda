import type { Verdict, VerdictStatus } from '../compare/verdict.js';
import type { SpecReport } from './types.js';

/** Worst first: what stands earlier hides what stands later. */
export const STATUSES: readonly VerdictStatus[] = ['error', 'fail', 'not-checked', 'pass'];

export type Counts = Readonly<Record<VerdictStatus, number>>;

export interface Summary {
  readonly status: VerdictStatus;
  /** Specs by status. */
  readonly specs: Counts;
  /** Verdicts by status, over all specs. */
  readonly verdicts: Counts;
  readonly wallSeconds: number;
}

/** Position in `STATUSES`: 0 is the worst. */
export function severity(status: VerdictStatus): number {
  return STATUSES.indexOf(status);
}

/**
 * The worst of several: error beats fail beats not-checked beats pass. Nothing at all is `not-checked`, never a pass.
 */
export function worstStatus(statuses: readonly VerdictStatus[]): VerdictStatus {
  return STATUSES.find((status) => statuses.includes(status)) ?? 'not-checked';
}

/**
 * Status of one spec, never better than its worst verdict; a failure text makes it an error, no verdicts make it not
 * checked.
 */
export function specStatus(report: SpecReport): VerdictStatus {
  const measured = worstStatus(report.verdicts.map((verdict) => verdict.status));
  return worstStatus([report.status, measured, ...(report.failure === undefined ? [] : ['error' as const])]);
}

/** Overall status and counts of a run. */
export function summarise(reports: readonly SpecReport[]): Summary {
  const statuses = reports.map(specStatus);
  const verdicts = reports.flatMap((report) => report.verdicts.map((verdict) => verdict.status));
  return {
    status: worstStatus(statuses),
    specs: count(statuses),
    verdicts: count(verdicts),
    wallSeconds: reports.reduce((sum, report) => sum + report.wallSeconds, 0),
  };
}

/** 0: everything passed; 1: something is out of limits or was not checked; 3: a simulation failed. */
export function exitCode(status: VerdictStatus): 0 | 1 | 3 {
  if (status === 'pass') return 0;
  return status === 'error' ? 3 : 1;
}

/** limit - measured, computed when the verdict does not carry it; undefined when nothing was measured. */
export function marginOf(verdict: Verdict): number | undefined {
  return verdict.margin ?? (verdict.measured === undefined ? undefined : verdict.limit - verdict.measured);
}

/** Worst first: by status, then by the margin as a share of the limit; the given order where equal. */
export function orderVerdicts(verdicts: readonly Verdict[]): Verdict[] {
  return [...verdicts].sort((a, b) => severity(a.status) - severity(b.status) || relativeMargin(a) - relativeMargin(b));
}

/** Worst spec first: by status, then by its worst verdict. */
export function orderReports(reports: readonly SpecReport[]): SpecReport[] {
  const worst = (report: SpecReport): number => Math.min(Number.MAX_VALUE, ...report.verdicts.map(relativeMargin));
  return [...reports].sort((a, b) => severity(specStatus(a)) - severity(specStatus(b)) || worst(a) - worst(b));
}

/** A missing margin sorts before every other. */
function relativeMargin(verdict: Verdict): number {
  const margin = marginOf(verdict);
  if (margin === undefined) return -Number.MAX_VALUE;
  return verdict.limit > 0 ? margin / verdict.limit : margin;
}

function count(statuses: readonly VerdictStatus[]): Counts {
  const of = (status: VerdictStatus): number => statuses.filter((candidate) => candidate === status).length;
  return { error: of('error'), fail: of('fail'), 'not-checked': of('not-checked'), pass: of('pass') };
}
