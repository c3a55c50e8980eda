import { amountText } from '../report/words.js';
import { isWithin, marginFrom, type Verdict } from '../result/verdict.js';
import { shellFile } from '../units/shell-word.js';
import type { AnalysisResult } from './analysis/result.js';
import { quantityInfo, type CrossbarAction } from './spec/quantities.js';
import type { CrossbarCheck } from './spec/schema.js';

/** Judges the checks that belong to an analysis. A quantity that was not measured, or is no number, can never pass. */
export function judge(checks: readonly CrossbarCheck[], { action, measured }: AnalysisResult, file: string): Verdict[] {
  return ofAction(checks, action).map((check): Verdict => {
    const common = asked(check, action, file);
    const { bound, limit, unit } = common;
    const value = measured.get(check.quantity);
    if (value === undefined) return { ...common, status: 'not-checked', reason: 'it was not measured' };
    if (!Number.isFinite(value)) return { ...common, status: 'error', reason: 'the measured value is no number' };
    const found = { ...common, measured: value, margin: marginFrom(value, common) };
    if (isWithin(value, common)) return { ...found, status: 'pass' };
    const side = bound === 'max' ? 'above' : 'below';
    const reason = `${amountText(value, unit)} is ${side} the limit of ${amountText(limit, unit)}`;
    return { ...found, status: 'fail', reason };
  });
}

/** The checks of an analysis that failed: nothing can be said about them. */
export function judgeFailed(
  checks: readonly CrossbarCheck[],
  action: CrossbarAction,
  file: string,
  reason: string,
): Verdict[] {
  return ofAction(checks, action).map((check): Verdict => ({ ...asked(check, action, file), status: 'error', reason }));
}

function ofAction(checks: readonly CrossbarCheck[], action: CrossbarAction): CrossbarCheck[] {
  return checks.filter(({ quantity }) => quantityInfo(quantity).action === action);
}

function asked(
  { quantity, bound, limit, line }: CrossbarCheck,
  action: CrossbarAction,
  file: string,
): Omit<Verdict, 'status' | 'measured' | 'reason'> {
  const { unit, meaning } = quantityInfo(quantity);
  return {
    quantity,
    meaning,
    experiment: action,
    ...(line === undefined ? {} : { line }),
    bound,
    limit,
    unit,
    replay: `rulespice crossbar ${action} ${shellFile(file)}`,
  };
}
