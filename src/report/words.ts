import type { Conditions } from '../process/conditions.js';
import { FRACTION, STATUSES, marginOf, type Metric, type Verdict, type VerdictStatus } from '../result/verdict.js';
import { tolerancesText } from '../process/conditions.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { shown } from '../units/line-of-text.js';
import type { Counts } from './summary.js';

/** The words of a verdict, with a mark for paper and HTML and one for plain ASCII; never colour alone. */
export const STATUS_WORDS: Readonly<
  Record<VerdictStatus, { readonly word: string; readonly mark: string; readonly ascii: string }>
> = {
  pass: { word: 'PASS', mark: '✓', ascii: '+' },
  fail: { word: 'FAIL', mark: '✗', ascii: 'x' },
  'not-checked': { word: 'NOT-CHECKED', mark: '?', ascii: '?' },
  error: { word: 'ERROR', mark: '!', ascii: '!' },
};

export const METRIC_WORDS: Readonly<Record<Metric, string>> = {
  nrmse: 'NRMSE',
  'relative-error': 'relative error',
  difference: 'share of the range',
  spread: 'spread by noise',
  unpaired: 'spikes without partner',
  'yield-loss': 'share of samples out of limits, upper bound',
};

/** Text from a spec on one line, blanks for its line breaks, other control and invisible characters written out. */
export function plainText(text: string): string {
  return shown(text.replace(/[\t\n\r\p{Zl}\p{Zp}]+/gu, ' ')).trim();
}

/** The same, lines kept. */
export function plainLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => plainText(line.replaceAll('\t', '  ')))
    .join('\n')
    .trim();
}

/** `ff, 60 C, 1.8 V`, and `C +10 %` where the capacitors are off */
export function conditionsText(conditions: Conditions): string {
  return [
    plainText(conditions.corner),
    formatQuantity(conditions.temperature, 'C'),
    formatQuantity(conditions.supply, 'V'),
    ...tolerancesText(conditions),
  ].join(', ');
}

/** A number under its unit: shares as percentages, the others as `formatQuantity` has them. */
export function amountText(value: number, unit: string, digits = 3): string {
  return unit === FRACTION ? formatPercent(value, digits) : formatQuantity(value, unit, digits);
}

/** `window vs rule`, or the name of the quantity where that says it all */
export function checkText({ quantity, against, sample, metric }: Verdict): string {
  const check = against === undefined ? plainText(quantity) : `${plainText(quantity)} vs ${against}`;
  if (sample) return `${check}, sample ${sample.index}`;
  if (metric === 'spread') return `spread of ${check}`;
  return metric === 'yield-loss' ? `yield of ${check}` : check;
}

/** `window dt = 5 ms, ff, 60 C, 1.8 V`: where a verdict was measured; an array has no conditions. */
export function placeText({ experiment, conditions }: Pick<Verdict, 'experiment' | 'conditions'>): string {
  return [plainText(experiment), ...(conditions ? [conditionsText(conditions)] : [])].join(', ');
}

/** `2 error, 1 fail, 3 pass`; statuses that did not occur are left out. */
export function countsText(counts: Counts): string {
  const parts = STATUSES.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${status}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** What was measured, or `not measured`. */
export function measuredText({ measured, unit }: Verdict): string {
  return measured === undefined ? 'not measured' : amountText(measured, unit);
}

/** `2 %`; `at least 2 %` where the limit is the smallest value that passes. */
export function limitText({ bound, limit, unit }: Verdict): string {
  return `${bound === 'min' ? 'at least ' : ''}${amountText(limit, unit)}`;
}

/** `window vs rule: 1.2 % of 2 %` */
export function outcomeText(verdict: Verdict): string {
  const limit = verdict.bound === 'min' ? `, ${limitText(verdict)}` : ` of ${limitText(verdict)}`;
  return `${checkText(verdict)}: ${measuredText(verdict)}${verdict.measured === undefined ? '' : limit}`;
}

/** Signed margin, `-` when there is none. */
export function marginText(verdict: Verdict): string {
  const margin = marginOf(verdict);
  if (margin === undefined) return '-';
  return `${margin > 0 ? '+' : ''}${amountText(margin, verdict.unit)}`;
}

/** The sentence for a verdict that is not a pass. */
export function reasonText(verdict: Verdict): string | undefined {
  if (verdict.reason !== undefined && verdict.reason.trim() !== '') return plainText(verdict.reason);
  if (verdict.status === 'pass') return undefined;
  const over = overText(verdict);
  return verdict.measured === undefined
    ? 'no reason was recorded'
    : `${measuredText(verdict)} measured${over === undefined ? '' : ` ${over}`}, ` +
        (verdict.bound === 'min' ? `${limitText(verdict)} wanted` : `${limitText(verdict)} allowed`);
}

/** `over 118 ms of 10 s`, `over 14 of 24 points`: what a metric was taken over; undefined where that is no question. */
export function overText({ over, where }: Pick<Verdict, 'over' | 'where'>): string | undefined {
  if (where !== undefined)
    return [`at ${plainText(where)}`, overText({ ...(over ? { over } : {}) }) ?? ''].join(' ').trim();
  if (over === undefined) return undefined;
  const { counted, of, unit } = over;
  return unit === 's'
    ? `over ${formatQuantity(counted, 's', 3)} of ${formatQuantity(of, 's', 3)}`
    : `over ${counted} of ${of} ${unit}`;
}

/**
 * `16.2 ms (reference 16.8 ms)`; where the quantity is not a single number, what its metric was taken over, if that is
 * known.
 */
export function valueText(verdict: Verdict): string | undefined {
  if (verdict.value === undefined) return overText(verdict);
  const unit = plainText(verdict.valueUnit ?? '');
  const value = formatQuantity(verdict.value, unit, 4);
  return verdict.reference === undefined ? value : `${value} (reference ${formatQuantity(verdict.reference, unit, 4)})`;
}

/** Seconds of wall clock for a reader. */
export function durationText(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** `1 spec`, `3 specs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
