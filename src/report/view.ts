import type { Conditions, Verdict, VerdictStatus } from '../compare/verdict.js';
import { tolerancesText } from '../process/conditions.js';
import { formatPercent, formatQuantity } from '../units/format.js';
import { STATUSES, marginOf, orderReports, orderVerdicts, specStatus, summarise } from './summary.js';
import type { Figure, SizingRow, SpecReport } from './types.js';
import { noiseView } from './noise-view.js';
import { yieldView } from './yield-view.js';
import {
  METRIC_WORDS,
  STATUS_WORDS,
  conditionsText,
  countsText,
  durationText,
  marginText,
  measuredText,
  outcomeText,
  plainLines,
  plainText,
  reasonText,
  valueText,
} from './words.js';

/**
 * What the template of the page prints: text only, in the order shown. The template escapes all of it except the SVG.
 */
export type PageView = ReturnType<typeof pageView>;

export interface PageOptions {
  readonly title: string;
  readonly date: Date;
  readonly version?: string;
}

/** Rows and pictures beyond these are folded away when they passed. */
const OPEN_ROWS = 12;
const OPEN_FIGURES = 4;

/** A rendered figure with its place. */
export interface DrawnFigure {
  readonly figure: Figure;
  readonly svg: string;
}

/** The data of the whole page; `figures` holds the drawn figures of each report. */
export function pageView(
  reports: readonly SpecReport[],
  figures: ReadonlyMap<SpecReport, readonly DrawnFigure[]>,
  options: PageOptions,
) {
  const summary = summarise(reports);
  const ordered = orderReports(reports);
  return {
    title: plainText(options.title),
    ...badge(summary.status),
    specs: ordered.length,
    tiles: STATUSES.map((status) => ({
      ...badge(status),
      count: summary.specs[status],
      some: summary.specs[status] > 0,
    })),
    checks: countsText(summary.verdicts),
    facts: [
      ['Engine', distinct(reports.map((report) => `${report.engine.name} ${report.engine.version}`))],
      ['Process', distinct(reports.map((report) => report.process.name))],
      ['Date', `${options.date.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
      ['Time taken', durationText(summary.wallSeconds)],
      ...(options.version === undefined ? [] : [['rulespice', plainText(options.version)]]),
    ].map(([name, value]) => ({ name, value })),
    reports: ordered.map((report, index) => specView(report, figures.get(report) ?? [], index)),
  };
}

function specView(report: SpecReport, drawn: readonly DrawnFigure[], index: number) {
  const verdicts = orderVerdicts(report.verdicts);
  const rows = verdicts.map((verdict) => verdictView(verdict, report));
  const open = Math.max(OPEN_ROWS, verdicts.filter((verdict) => verdict.status !== 'pass').length);
  const pictures = orderFigures(drawn, verdicts).map(figureView);
  const worst = verdicts[0];
  return {
    ...badge(specStatus(report)),
    id: `spec-${index + 1}`,
    name: plainText(report.spec.name),
    file: plainText(report.spec.file),
    description: plainText(report.spec.description ?? ''),
    rule: plainText(report.spec.rule),
    process: `${plainText(report.process.name)} (${plainText(report.process.source)})`,
    engine: plainText(`${report.engine.name} ${report.engine.version}`),
    time: durationText(report.wallSeconds),
    worst: worst === undefined ? 'nothing was checked' : `${outcomeText(worst)}, ${where(worst.conditions)}`,
    counts: countsText(summarise([report]).verdicts),
    failure: plainLines(report.failure ?? ''),
    warnings: report.warnings.map(plainText),
    equations: report.equations.map(plainText),
    rows: { ...split(rows, open), some: rows.length > 0 },
    figures: split(pictures, OPEN_FIGURES),
    yields: (report.yields ?? []).map(yieldView),
    noise: (report.noise ?? []).map(noiseView),
    sizing: report.sizing.map(sizingView),
    predictions: report.predictions.map((row) => ({
      instance: plainText(row.instance),
      property: plainText(row.property),
      value: number(row.value, row.unit),
      note: plainText(row.note ?? ''),
    })),
    trim: report.trim.map((row) => ({
      iteration: row.iteration,
      conditions: where(row.conditions),
      quantity: plainText(row.quantity),
      target: number(row.target, row.unit),
      measured: number(row.measured, row.unit),
      bias: plainText(row.bias),
      biasValue: number(row.biasValue, row.biasUnit),
    })),
  };
}

function verdictView(verdict: Verdict, report: SpecReport) {
  const share =
    verdict.measured === undefined ? undefined : verdict.measured / Math.max(verdict.limit, Number.MIN_VALUE);
  const { line } = verdict.check;
  return {
    ...badge(verdict.status),
    quantity: plainText(verdict.check.quantity),
    against: verdict.check.against,
    metric: METRIC_WORDS[verdict.check.metric],
    experiment: plainText(verdict.experiment),
    corner: plainText(verdict.conditions.corner),
    environment: typeset(
      [
        formatQuantity(verdict.conditions.temperature, 'C').replace(/C$/, '°C'),
        formatQuantity(verdict.conditions.supply, 'V'),
        ...tolerancesText(verdict.conditions),
      ].join(', '),
    ),
    measured: typeset(measuredText(verdict)),
    missing: verdict.measured === undefined,
    limit: formatPercent(verdict.limit),
    margin: typeset(marginText(verdict)),
    negative: (marginOf(verdict) ?? 0) < 0,
    value: typeset(valueText(verdict) ?? ''),
    reason: reasonText(verdict) ?? '',
    place: line === undefined ? '' : `${plainText(report.spec.file)}:${line}`,
    replay: plainText(verdict.replay),
    passed: verdict.status === 'pass',
    // The limit stands at two thirds of the gauge; what is far beyond stops at its end.
    gauge: share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share) / 1.5) * 1000) / 10,
  };
}

function figureView({ figure, svg }: DrawnFigure) {
  return {
    title: plainText(figure.title),
    caption: plainText(figure.caption ?? ''),
    conditions: where(figure.conditions),
    svg,
  };
}

function sizingView(row: SizingRow) {
  const value = typeof row.value === 'number' ? number(row.value, row.unit) : plainText(`${row.value} ${row.unit}`);
  return {
    instance: plainText(row.instance),
    cell: plainText(row.cell),
    element: plainText(row.element),
    value,
    because: plainText(row.because),
  };
}

/** Figures whose conditions hold a verdict that is no pass come first. */
function orderFigures(drawn: readonly DrawnFigure[], verdicts: readonly Verdict[]): DrawnFigure[] {
  const troubled = new Set(
    verdicts.filter((verdict) => verdict.status !== 'pass').map((verdict) => conditionsText(verdict.conditions)),
  );
  const rank = ({ figure }: DrawnFigure): number => (troubled.has(conditionsText(figure.conditions)) ? 0 : 1);
  return [...drawn].sort((a, b) => rank(a) - rank(b));
}

function split<T>(items: readonly T[], open: number): { open: readonly T[]; folded: readonly T[] } {
  // One or two left over are not worth a fold.
  return items.length <= open + 2
    ? { open: items, folded: [] }
    : { open: items.slice(0, open), folded: items.slice(open) };
}

function badge(status: VerdictStatus): { status: VerdictStatus; mark: string; word: string } {
  return { status, mark: STATUS_WORDS[status].mark, word: STATUS_WORDS[status].word.replace('-', ' ') };
}

function number(value: number, unit: string | undefined): string {
  return typeset(formatQuantity(value, plainText(unit ?? ''), 4));
}

/** Micro sign, true minus, powers of ten and a space that does not break, where the text is a number with a unit. */
function typeset(text: string): string {
  return text
    .replace(
      /(\d)e([-+]?)(\d+)/g,
      (_, digit: string, sign: string, power: string) =>
        `${digit} × 10${sign === '-' ? '⁻' : ''}${[...power].map((figure) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(figure)]).join('')}`,
    )
    .replace(/(\d) u(?=[A-Za-z])/g, '$1 µ')
    .replace(/(µ?m)2\b/g, '$1²')
    .replace(/(^|[\s(])-(?=\d)/g, '$1−')
    .replace(/(\d) (?=[^\s(]{1,4}(?:$|[\s,)]))/g, '$1\u00a0');
}

function where(conditions: Conditions): string {
  return typeset(conditionsText(conditions)).replace(/(?<=\u00a0)C(?=,)/, '°C');
}

function distinct(values: readonly string[]): string {
  const unique = [...new Set(values.map(plainText))];
  return unique.length === 0 ? 'none' : unique.join(', ');
}
