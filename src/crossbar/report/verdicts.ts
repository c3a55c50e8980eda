import type { VerdictStatus } from '../../compare/verdict.js';
import { formatPercent, formatQuantity } from '../../units/format.js';
import { shellFile } from '../../units/shell-word.js';
import type { AnalysisResult } from '../analysis/result.js';
import { quantityInfo, type CrossbarAction } from '../spec/quantities.js';
import type { CrossbarCheck } from '../spec/schema.js';
import type { CrossbarVerdict } from './types.js';

/** Judges the checks that belong to an analysis. A quantity that was not measured, or is no number, can never pass. */
export function judge(
  checks: readonly CrossbarCheck[],
  { action, measured }: AnalysisResult,
  file: string,
): CrossbarVerdict[] {
  return ofAction(checks, action).map((check): CrossbarVerdict => {
    const common = asked(check, action, file);
    const { bound, limit, unit } = common;
    const value = measured.get(check.quantity);
    if (value === undefined) return { ...common, status: 'not-checked', reason: 'it was not measured' };
    if (Number.isNaN(value)) return { ...common, status: 'error', reason: 'the measured value is no number' };
    const good = bound === 'max' ? value <= limit : value >= limit;
    const reason = good
      ? {}
      : {
          reason:
            `${valueText(value, unit)} is ${bound === 'max' ? 'above' : 'below'} the limit of ` +
            `${valueText(limit, unit)}`,
        };
    return { ...common, measured: value, status: good ? 'pass' : 'fail', ...reason };
  });
}

/** The checks of an analysis that failed: nothing can be said about them. */
export function judgeFailed(
  checks: readonly CrossbarCheck[],
  action: CrossbarAction,
  file: string,
  reason: string,
): CrossbarVerdict[] {
  return ofAction(checks, action).map((check): CrossbarVerdict => ({
    ...asked(check, action, file),
    status: 'error',
    reason,
  }));
}

function ofAction(checks: readonly CrossbarCheck[], action: CrossbarAction): CrossbarCheck[] {
  return checks.filter(({ quantity }) => quantityInfo(quantity).action === action);
}

function asked(
  { quantity, bound, limit, line }: CrossbarCheck,
  action: CrossbarAction,
  file: string,
): Omit<CrossbarVerdict, 'status' | 'measured' | 'reason'> {
  const { unit, meaning } = quantityInfo(quantity);
  return {
    quantity,
    meaning,
    bound,
    limit,
    unit,
    replay: `rulespice crossbar ${action} ${shellFile(file)}`,
    ...(line === undefined ? {} : { line }),
  };
}

/** The worst of several; nothing at all is not checked. */
export function worstOf(statuses: readonly VerdictStatus[]): VerdictStatus {
  return (
    (['error', 'fail', 'not-checked', 'pass'] as const).find((status) => statuses.includes(status)) ?? 'not-checked'
  );
}

export function valueText(value: number, unit: string): string {
  return unit === '%' ? formatPercent(value) : formatQuantity(value, unit);
}
