import type { Conditions } from '../process/conditions.js';
import type { Figure } from '../result/figure.js';
import type { Result } from '../result/result.js';
import type { CellMap } from '../result/table.js';
import { STATUSES, type Verdict } from '../result/verdict.js';
import { documentsText, engineOf, subjectOf, titleOf } from './about.js';
import { badge } from './badge.js';
import { partsOf } from './parts.js';
import type { ShownTable } from './shown-table.js';
import { orderReports, orderVerdicts, resultStatus, summarise } from './summary.js';
import { typeset } from './typeset.js';
import { verdictColumns, verdictView } from './verdict-view.js';
import { conditionsText, countsText, durationText, outcomeText, plainLines, plainText } from './words.js';

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

/** A rendered figure or map with its place. */
export interface DrawnFigure {
  readonly figure: Figure | CellMap;
  readonly svg: string;
}

/** The data of the whole page; `figures` holds the drawn figures of each report. */
export function pageView(
  reports: readonly Result[],
  figures: ReadonlyMap<Result, readonly DrawnFigure[]>,
  options: PageOptions,
) {
  const summary = summarise(reports);
  const ordered = orderReports(reports);
  const engines = reports.flatMap((report) => engineOf(report) ?? []);
  const processes = reports.flatMap((report) =>
    report.kind === 'rule' || report.kind === 'network' || report.kind === 'identify' ? [report.process.name] : [],
  );
  return {
    title: plainText(options.title),
    ...badge(summary.status),
    tiles: STATUSES.map((status) => ({
      ...badge(status),
      count: summary.documents[status],
      some: summary.documents[status] > 0,
    })),
    facts: [
      ['Documents', documentsText(reports)],
      ['Checks', countsText(summary.verdicts)],
      ...(engines.length === 0 ? [] : [['Engine', distinct(engines)]]),
      ...(processes.length === 0 ? [] : [['Process', distinct(processes)]]),
      ['Date', `${options.date.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
      ['Time taken', durationText(summary.wallSeconds)],
      ...(options.version === undefined ? [] : [['rulespice', plainText(options.version)]]),
    ].map(([name, value]) => ({ name, value })),
    // What the colours of the curves mean; data and their fit say it themselves.
    curves: reports.some(({ kind }) => kind === 'rule' || kind === 'network' || kind === 'identify'),
    reports: ordered.map((report, index) => documentView(report, figures.get(report) ?? [], index)),
  };
}

function documentView(report: Result, drawn: readonly DrawnFigure[], index: number) {
  const verdicts = orderVerdicts(report.verdicts);
  const columns = verdictColumns(verdicts);
  const rows = verdicts.map((verdict) => verdictView(verdict, report, columns));
  const open = Math.max(OPEN_ROWS, verdicts.filter((verdict) => verdict.status !== 'pass').length);
  const pictures = orderFigures(drawn, verdicts).map(figureView);
  const worst = verdicts[0];
  const parts = partsOf(report);
  return {
    ...badge(resultStatus(report)),
    id: `spec-${index + 1}`,
    name: titleOf(report),
    file: plainText(report.file),
    description: plainText(report.description ?? (report.kind === 'fit' ? report.model.summary : '')),
    facts: factsOf(report),
    worst:
      worst === undefined
        ? 'nothing was checked'
        : [outcomeText(worst), ...(worst.conditions ? [where(worst.conditions)] : [])].join(', '),
    counts: countsText(summarise([report]).verdicts),
    failure: plainLines(report.failure ?? ''),
    faults: report.kind === 'fit' ? report.faults.map(plainText) : [],
    findings: (report.findings ?? []).map(plainText),
    warnings: report.warnings.map(plainText),
    equations: parts.equations.map(plainText),
    columns,
    rows: { ...split(rows, open), some: rows.length > 0 },
    tables: parts.tables.map(tableView),
    figures: split(pictures, OPEN_FIGURES),
    appendix: parts.appendix.map(tableView),
    texts: parts.texts,
    notes: report.notes.map(plainText),
  };
}

/** The line beneath a name. */
function factsOf(report: Result): string[] {
  const time = durationText(report.wallSeconds);
  if (report.kind !== 'rule' && report.kind !== 'network' && report.kind !== 'identify')
    return [subjectOf(report), time];
  const { rule, process } = report;
  return [
    plainText(rule),
    `${plainText(process.name)} (${plainText(process.source)})`,
    ...(engineOf(report) === undefined ? [] : [engineOf(report) ?? '']),
    time,
  ];
}

function figureView({ figure, svg }: DrawnFigure) {
  return {
    title: plainText(figure.title),
    caption: plainText(figure.caption ?? ''),
    conditions: 'conditions' in figure && figure.conditions ? where(figure.conditions) : '',
    svg,
  };
}

function tableView({ title, note = '', columns, rows, caption = '', folded = false }: ShownTable) {
  return {
    title,
    note,
    folded,
    caption,
    columns: columns.map(({ title: head, style }) => ({ title: head, number: style === 'number' })),
    rows: rows.map((row) =>
      row.map((text, at) => {
        const style = columns[at]?.style ?? 'text';
        return {
          text: style === 'code' ? text : typeset(text),
          number: style === 'number',
          soft: style === 'soft',
          name: style === 'name',
          code: style === 'code' && text !== '',
        };
      }),
    ),
  };
}

/** Figures whose conditions hold a verdict that is no pass come first. */
function orderFigures(drawn: readonly DrawnFigure[], verdicts: readonly Verdict[]): DrawnFigure[] {
  const troubled = new Set(
    verdicts
      .filter((verdict) => verdict.status !== 'pass')
      .flatMap(({ conditions }) => (conditions ? [conditionsText(conditions)] : [])),
  );
  const rank = ({ figure }: DrawnFigure): number =>
    'conditions' in figure && figure.conditions && troubled.has(conditionsText(figure.conditions)) ? 0 : 1;
  return [...drawn].sort((a, b) => rank(a) - rank(b));
}

function split<T>(items: readonly T[], open: number): { open: readonly T[]; folded: readonly T[] } {
  // One or two left over are not worth a fold.
  return items.length <= open + 2
    ? { open: items, folded: [] }
    : { open: items.slice(0, open), folded: items.slice(open) };
}

function where(conditions: Conditions): string {
  return typeset(conditionsText(conditions)).replace(/(?<=\u00a0)C(?=,)/, '°C');
}

function distinct(values: readonly string[]): string {
  return [...new Set(values.map(plainText))].join(', ');
}
