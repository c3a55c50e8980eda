import { tolerancesText } from '../process/conditions.js';
import type { Result } from '../result/result.js';
import { marginOf, type Verdict } from '../result/verdict.js';
import { formatQuantity } from '../units/format.js';
import { badge } from './badge.js';
import { remarkText } from './remarks.js';
import { typeset } from './typeset.js';
import { METRIC_WORDS, limitText, marginText, measuredText, plainText, reasonText, valueText } from './words.js';

/** Which columns the table of a document's verdicts needs; an array knows no corner. */
export function verdictColumns(verdicts: readonly Verdict[]) {
  return {
    against: verdicts.some(({ against }) => against !== undefined),
    conditions: verdicts.some(({ conditions }) => conditions !== undefined),
  };
}

/** What the page prints of a verdict: text only. */
export function verdictView(verdict: Verdict, report: Result, columns: ReturnType<typeof verdictColumns>) {
  const { measured, limit, metric, conditions, line } = verdict;
  const share = measured === undefined ? undefined : measured / Math.max(limit, Number.MIN_VALUE);
  return {
    ...badge(verdict.status),
    columns,
    width: 7 + Number(columns.against) + Number(columns.conditions),
    quantity: plainText(verdict.quantity),
    meaning: plainText(verdict.meaning ?? ''),
    against: verdict.against ?? '',
    metric: metric === undefined ? '' : METRIC_WORDS[metric],
    experiment: plainText(verdict.experiment),
    corner: conditions ? plainText(conditions.corner) : '',
    environment: conditions
      ? typeset(
          [
            formatQuantity(conditions.temperature, 'C').replace(/C$/, '°C'),
            formatQuantity(conditions.supply, 'V'),
            ...tolerancesText(conditions),
          ].join(', '),
        )
      : '',
    measured: typeset(measuredText(verdict)),
    missing: measured === undefined,
    limit: typeset(limitText(verdict)),
    margin: typeset(marginText(verdict)),
    negative: (marginOf(verdict) ?? 0) < 0,
    value: typeset(valueText(verdict) ?? ''),
    reason: reasonText(verdict) ?? '',
    remark: remarkText(verdict) ?? '',
    place: line === undefined ? '' : `${plainText(report.file)}:${line}`,
    replay: plainText(verdict.replay),
    passed: verdict.status === 'pass',
    // The limit stands at two thirds of the gauge; what is far beyond stops at its end.
    gauge: share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share) / 1.5) * 1000) / 10,
  };
}
