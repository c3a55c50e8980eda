import type { Verdict } from '../compare/verdict.js';
import { formatPercent } from '../units/format.js';
import { orderReports, orderVerdicts, specStatus, summarise } from './summary.js';
import type { SpecReport } from './types.js';
import { assertReports } from './validate.js';
import {
  STATUS_WORDS,
  checkText,
  conditionsText,
  counted,
  countsText,
  durationText,
  marginText,
  measuredText,
  outcomeText,
  plainLines,
  plainText,
  reasonText,
} from './words.js';

export interface MarkdownOptions {
  readonly title?: string;
  /** Rows of the table of checks; GitHub refuses a summary above 1 MiB. Default 200. */
  readonly maxRows?: number;
}

/** A GitHub step summary: overall status, one row per spec, then every check that is no pass, worst first. */
export function renderMarkdown(reports: readonly SpecReport[], options: MarkdownOptions = {}): string {
  assertReports(reports);
  const summary = summarise(reports);
  const ordered = orderReports(reports);
  const sections = [
    `## ${STATUS_WORDS[summary.status].mark} ${STATUS_WORDS[summary.status].word}: ` +
      `${escape(options.title ?? 'rulespice')}`,
    `${counted(reports.length, 'spec')}: ${countsText(summary.specs)}. Checks: ` +
      `${countsText(summary.verdicts)}. ${durationText(summary.wallSeconds)}.`,
    specTable(ordered),
    checkTable(ordered, options.maxRows ?? 200),
    ...ordered.flatMap(notes),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function specTable(reports: readonly SpecReport[]): string {
  if (reports.length === 0) return '';
  const rows = reports.map((report) => {
    const worst = orderVerdicts(report.verdicts)[0];
    return [
      statusText(specStatus(report)),
      `**${escape(plainText(report.spec.name))}**`,
      escape(plainText(report.process.name)),
      String(report.verdicts.length),
      worst === undefined ? '-' : escape(`${outcomeText(worst)}, ${conditionsText(worst.conditions)}`),
    ];
  });
  return table(['status', 'spec', 'process', 'checks', 'worst check'], rows);
}

function checkTable(reports: readonly SpecReport[], maxRows: number): string {
  const failing = reports.flatMap((report) =>
    report.verdicts.filter((verdict) => verdict.status !== 'pass').map((verdict) => ({ report, verdict })),
  );
  if (failing.length === 0) return '';
  const order = orderVerdicts(failing.map(({ verdict }) => verdict));
  const rows = order
    .slice(0, maxRows)
    .map((verdict) => checkRow(verdict, failing.find((entry) => entry.verdict === verdict)?.report));
  const rest = order.length - rows.length;
  const head = [
    'status',
    'spec',
    'check',
    'experiment',
    'conditions',
    'measured',
    'limit',
    'margin',
    'reason and replay',
  ];
  return (
    `### Checks that did not pass\n\n${table(head, rows)}` +
    (rest > 0 ? `\n\n${rest} more are not shown here; the HTML and JSON reports hold them all.` : '')
  );
}

function checkRow(verdict: Verdict, report: SpecReport | undefined): string[] {
  return [
    statusText(verdict.status),
    escape(plainText(report?.spec.name ?? '')),
    escape(checkText(verdict)),
    escape(plainText(verdict.experiment)),
    escape(conditionsText(verdict.conditions)),
    measuredText(verdict),
    formatPercent(verdict.limit),
    marginText(verdict),
    `${escape(reasonText(verdict) ?? '')}<br><code>${escape(plainText(verdict.replay))}</code>`,
  ];
}

function notes(report: SpecReport): string[] {
  const name = escape(plainText(report.spec.name));
  const failure =
    report.failure === undefined
      ? []
      : [`**${name} failed:**\n\n<pre>${plainLines(report.failure).split('\n').map(escape).join('<br>')}</pre>`];
  const warnings = report.warnings.map((warning) => `- **${name}** warning: ${escape(plainText(warning))}`);
  return [...failure, ...(warnings.length === 0 ? [] : [warnings.join('\n')])];
}

function statusText(status: Verdict['status']): string {
  return `${STATUS_WORDS[status].mark} ${STATUS_WORDS[status].word}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Nothing in a name may become markup, a link, a mention or a table cell. */
function escape(text: string): string {
  return text.replace(/[&<>@:\\`*_[\]|#~!$]/g, (character) =>
    /[&<>@:]/.test(character) ? `&#${character.charCodeAt(0)};` : `\\${character}`,
  );
}
