import type { Result } from '../result/result.js';
import { marginOf, severity, worstStatus, type Verdict, type VerdictStatus } from '../result/verdict.js';

export type Counts = Readonly<Record<VerdictStatus, number>>;

export interface Summary {
  readonly status: VerdictStatus;
  /** Documents by status. */
  readonly documents: Counts;
  /** Verdicts by status, over all documents. */
  readonly verdicts: Counts;
  readonly wallSeconds: number;
}

/**
 * Status of one document, never better than its worst verdict; a failure text makes it an error, no verdicts make it
 * not checked.
 */
export function resultStatus(result: Pick<Result, 'status' | 'verdicts' | 'failure'>): VerdictStatus {
  const measured = worstStatus(result.verdicts.map((verdict) => verdict.status));
  return worstStatus([result.status, measured, ...(result.failure === undefined ? [] : ['error' as const])]);
}

/** Overall status and counts of a run. */
export function summarise(results: readonly Result[]): Summary {
  const statuses = results.map(resultStatus);
  const verdicts = results.flatMap((result) => result.verdicts.map((verdict) => verdict.status));
  return {
    status: worstStatus(statuses),
    documents: count(statuses),
    verdicts: count(verdicts),
    wallSeconds: results.reduce((sum, result) => sum + result.wallSeconds, 0),
  };
}

/** 0: everything passed; 1: something is out of limits or was not checked; 3: a simulation failed. */
export function exitCode(status: VerdictStatus): 0 | 1 | 3 {
  if (status === 'pass') return 0;
  return status === 'error' ? 3 : 1;
}

/** Worst first: by status, then by the margin as a share of the limit; the given order where equal. */
export function orderVerdicts(verdicts: readonly Verdict[]): Verdict[] {
  return [...verdicts].sort((a, b) => severity(a.status) - severity(b.status) || relativeMargin(a) - relativeMargin(b));
}

/** Worst document first: by status, then by its worst verdict. */
export function orderReports<One extends Result>(results: readonly One[]): One[] {
  const worst = (result: Result): number => Math.min(Number.MAX_VALUE, ...result.verdicts.map(relativeMargin));
  return [...results].sort((a, b) => severity(resultStatus(a)) - severity(resultStatus(b)) || worst(a) - worst(b));
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
