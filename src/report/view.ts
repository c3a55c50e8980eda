import type { Result } from '../result/result.js';
import { STATUSES, type Verdict } from '../result/verdict.js';
import { documentsText, engineOf, subjectOf, titleOf } from './about.js';
import { formatQuantity } from '../units/format.js';
import { badge } from './badge.js';
import { outcomeOfPage } from './headline.js';
import { partsOf, type ShownText } from './parts.js';
import { isTroubled, orderFigures, pictureOf, pictureViews, where, type DrawnFigure } from './pictures.js';
import { leavesRule, neverAsksRule, remarksOf } from './remarks.js';
import type { ShownTable } from './shown-table.js';
import { orderReports, orderVerdicts, resultStatus, summarise } from './summary.js';
import { typeset } from './typeset.js';
import { verdictColumns, verdictView } from './verdict-view.js';
import { countsText, durationText, outcomeText, plainLines, plainText } from './words.js';

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
/** Lines of a text that stand open. */
const LONG_TEXT = 40;

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
    outcome: outcomeOfPage(reports),
    ...badge(summary.status),
    count: documentsText(reports),
    several: reports.length > 1,
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
    remarks: ordered.some((report) => remarksOf(report).length > 0),
  };
}

function documentView(report: Result, drawn: readonly DrawnFigure[], index: number) {
  const id = `spec-${index + 1}`;
  const verdicts = orderVerdicts(report.verdicts);
  const pictures = orderFigures(drawn, verdicts);
  const worst = verdicts[0];
  const parts = partsOf(report);
  return {
    ...badge(resultStatus(report)),
    id,
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
    findings: [...(report.findings ?? []).map(findingText), ...unsaid(report)],
    remarks: remarksOf(report),
    leaves: verdicts.some(leavesRule),
    find: findable(report),
    warnings: report.warnings.map(plainText),
    equations: parts.equations.map(equationText),
    ...verdictRows(verdicts, report, (verdict) => pictureOf(verdict, pictures, id)),
    tables: parts.tables.map((table, at) => ({ ...tableView(table), id: `${id}-table-${at + 1}` })),
    figures: split(pictureViews(pictures, id), OPEN_FIGURES),
    appendix: parts.appendix.map((table, at) => ({ ...tableView(table), id: `${id}-appendix-${at + 1}` })),
    texts: parts.texts.map((text, at) => ({ ...text, id: `${id}-text-${at + 1}`, long: isLong(text) })),
    notes: report.notes.map(plainText),
  };
}

/** The table of verdicts: those that a reader has to look at stand open and first. */
function verdictRows(verdicts: readonly Verdict[], report: Result, picture: (verdict: Verdict) => string) {
  const columns = verdictColumns(verdicts);
  const troubled = verdicts.filter(isTroubled);
  const rows = [...troubled, ...verdicts.filter((verdict) => !isTroubled(verdict))].map((verdict) => ({
    ...verdictView(verdict, report, columns),
    picture: picture(verdict),
  }));
  return { columns, rows: { ...split(rows, Math.max(OPEN_ROWS, troubled.length)), some: rows.length > 0 } };
}

/** `dx/dt = -x / 4.7381 us`: times and currents with the prefix that a reader expects. */
function equationText(equation: string): string {
  return plainText(equation).replace(/(\d[\d.]*(?:e[-+]?\d+)?) ([sA])\b/g, (_, amount: string, unit: string) =>
    typeset(formatQuantity(Number(amount), unit, 5)),
  );
}

function findingText(finding: string): string {
  return plainText(finding).replaceAll(' +- ', ' \u00b1 ');
}

/** What the filter of a page looks in. */
function findable(report: Result): string {
  const words = [titleOf(report), report.file, report.description ?? '', report.kind, subjectOf(report)];
  const checks = report.verdicts.map(({ quantity, against = '' }) => `${quantity} ${against}`);
  return plainText([...new Set([...words, ...checks])].join(' ')).toLowerCase();
}

/** That the rule was not asked, where the document does not say so itself. */
function unsaid(report: Result): string[] {
  const said = (report.findings ?? []).some((finding) => finding.startsWith('nothing was compared with the rule'));
  return neverAsksRule(report) && !said ? ['nothing was compared with the rule: no check is against it'] : [];
}

/** A card or a spec of more than a screen is unfolded by who wants it. */
function isLong({ lines }: ShownText): boolean {
  return lines.join('\n').split('\n').length > LONG_TEXT;
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

function split<T>(items: readonly T[], open: number): { open: readonly T[]; folded: readonly T[] } {
  // One or two left over are not worth a fold.
  return items.length <= open + 2
    ? { open: items, folded: [] }
    : { open: items.slice(0, open), folded: items.slice(open) };
}

function distinct(values: readonly string[]): string {
  return [...new Set(values.map(plainText))].join(', ');
}
