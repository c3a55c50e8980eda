import type { Verdict } from '../result/verdict.js';
import type { Result } from '../result/result.js';
import { orderReports, orderVerdicts, resultStatus, summarise } from './summary.js';
import { documentsText, subjectOf, titleOf } from './about.js';
import { assertReports } from './validate.js';
import {
  STATUS_WORDS,
  checkText,
  conditionsText,
  countsText,
  durationText,
  limitText,
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

/** A GitHub step summary: overall status, one row per document, then every check that is no pass, worst first. */
export function renderMarkdown(reports: readonly Result[], options: MarkdownOptions = {}): string {
  assertReports(reports);
  const summary = summarise(reports);
  const ordered = orderReports(reports);
  const sections = [
    `## ${STATUS_WORDS[summary.status].mark} ${STATUS_WORDS[summary.status].word}: ` +
      `${escape(options.title ?? 'rulespice')}`,
    `${documentsText(reports)}: ${countsText(summary.documents)}. Checks: ` +
      `${countsText(summary.verdicts)}. ${durationText(summary.wallSeconds)}.`,
    documentTable(ordered),
    ...ordered.flatMap(findings),
    checkTable(ordered, options.maxRows ?? 200),
    ...ordered.flatMap(notes),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function documentTable(reports: readonly Result[]): string {
  if (reports.length === 0) return '';
  const rows = reports.map((report) => {
    const worst = orderVerdicts(report.verdicts)[0];
    return [
      statusText(resultStatus(report)),
      `**${escape(titleOf(report))}**`,
      escape(subjectOf(report)),
      String(report.verdicts.length),
      worst === undefined
        ? '-'
        : escape([outcomeText(worst), ...(worst.conditions ? [conditionsText(worst.conditions)] : [])].join(', ')),
    ];
  });
  return table(['status', 'document', 'of', 'checks', 'worst check'], rows);
}

function checkTable(reports: readonly Result[], maxRows: number): string {
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
    'document',
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

function checkRow(verdict: Verdict, report: Result | undefined): string[] {
  return [
    statusText(verdict.status),
    report ? escape(titleOf(report)) : '',
    escape(checkText(verdict)),
    escape(plainText(verdict.experiment)),
    verdict.conditions ? escape(conditionsText(verdict.conditions)) : '',
    measuredText(verdict),
    limitText(verdict),
    marginText(verdict),
    `${escape(reasonText(verdict) ?? '')}<br><code>${escape(plainText(verdict.replay))}</code>`,
  ];
}

function findings(report: Result): string[] {
  const said = (report.findings ?? []).map(
    (finding) => `- **${escape(titleOf(report))}**: ${escape(plainText(finding))}`,
  );
  return said.length === 0 ? [] : [said.join('\n')];
}

function notes(report: Result): string[] {
  const name = escape(titleOf(report));
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
