import Table from 'cli-table3';
import pc from 'picocolors';
import { marginOf, type Verdict, type VerdictStatus } from '../result/verdict.js';
import type { Result } from '../result/result.js';
import { orderReports, orderVerdicts, resultStatus, summarise } from './summary.js';
import { NO_BORDERS } from './text-table.js';
import { documentsText, subjectOf, titleOf } from './about.js';
import { assertReports } from './validate.js';
import {
  STATUS_WORDS,
  checkText,
  conditionsText,
  counted,
  countsText,
  durationText,
  limitText,
  marginText,
  measuredText,
  placeText,
  plainLines,
  plainText,
  reasonText,
} from './words.js';

export interface TerminalOptions {
  /** ANSI colours; the words stand there either way. */
  readonly color: boolean;
  /** Every verdict, not only those that are no pass. */
  readonly verbose: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

/**
 * The table a person sees: one line per document, worst first, with the verdicts that are no pass beneath. Ends with a
 * newline.
 */
export function renderTerminal(reports: readonly Result[], options: TerminalOptions): string {
  assertReports(reports);
  const colors = pc.createColors(options.color);
  const table = new Table({
    head: [],
    colWidths: [],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: NO_BORDERS,
  });
  const ordered = orderReports(reports);
  for (const report of ordered) table.push(documentRow(report, colors));
  const blocks = ordered.map((report) => details(report, colors, options.verbose)).filter((block) => block !== '');
  const summary = summarise(reports);
  const total =
    `${badge(summary.status, colors)}  ${documentsText(reports)}: ${countsText(summary.documents)}; ` +
    `checks: ${countsText(summary.verdicts)}; ${durationText(summary.wallSeconds)}`;
  const rows = ordered.length === 0 ? [] : [trimEnds(table.toString())];
  return `${[...rows, ...blocks, total].join('\n\n')}\n`;
}

function documentRow(report: Result, colors: Colors): string[] {
  const worst = worstMeasured(report.verdicts);
  const where = worst?.conditions ? [conditionsText(worst.conditions)] : [];
  return [
    badge(resultStatus(report), colors),
    colors.bold(titleOf(report)),
    subjectOf(report),
    counted(report.verdicts.length, 'check'),
    worst === undefined
      ? 'nothing measured'
      : `worst margin ${marginText(worst)} (${[checkText(worst), ...where].join(', ')})`,
    durationText(report.wallSeconds),
  ];
}

function details(report: Result, colors: Colors, verbose: boolean): string {
  const shown = orderVerdicts(report.verdicts).filter((verdict) => verbose || verdict.status !== 'pass');
  const lines = [
    ...(report.failure === undefined ? [] : indent(plainLines(report.failure), '  ! ')),
    ...(report.findings ?? []).map((finding) => `  ${colors.bold(plainText(finding))}`),
    ...report.warnings.map((warning) => colors.yellow(`  warning: ${plainText(warning)}`)),
    ...(shown.length > 0 ? [verdictTable(shown, colors, verbose)] : []),
  ];
  const failing = shown.filter((verdict) => verdict.status !== 'pass');
  for (const verdict of failing) lines.push(...because(verdict, report, colors));
  if (lines.length === 0) return '';
  return [`${colors.bold(titleOf(report))}  ${colors.dim(plainText(report.file))}`, ...lines].join('\n');
}

function verdictTable(verdicts: readonly Verdict[], colors: Colors, verbose: boolean): string {
  const table = new Table({
    head: ['', 'check', 'experiment', 'conditions', 'measured', 'limit', 'margin', ...(verbose ? ['replay'] : [])].map(
      (title) => colors.dim(title),
    ),
    colAligns: ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: NO_BORDERS,
  });
  for (const verdict of verdicts) {
    table.push([
      badge(verdict.status, colors),
      checkText(verdict),
      plainText(verdict.experiment),
      verdict.conditions ? conditionsText(verdict.conditions) : '',
      measuredText(verdict),
      limitText(verdict),
      marginText(verdict),
      ...(verbose ? [plainText(verdict.replay)] : []),
    ]);
  }
  return indent(trimEnds(table.toString()), '  ').join('\n');
}

function because(verdict: Verdict, report: Result, colors: Colors): string[] {
  const place = verdict.line === undefined ? '' : ` (${plainText(report.file)}:${verdict.line})`;
  return [
    `  ${checkText(verdict)}, ${placeText(verdict)}: ${reasonText(verdict) ?? ''}${place}`,
    colors.dim(`    replay: ${plainText(verdict.replay)}`),
  ];
}

function badge(status: VerdictStatus, colors: Colors): string {
  const { ascii, word } = STATUS_WORDS[status];
  const paint = { pass: colors.green, fail: colors.red, 'not-checked': colors.yellow, error: colors.magenta }[status];
  return paint(`${ascii} ${word}`);
}

function worstMeasured(verdicts: readonly Verdict[]): Verdict | undefined {
  const measured = verdicts.filter((verdict) => marginOf(verdict) !== undefined);
  return orderVerdicts(measured.map((verdict) => ({ ...verdict, status: 'pass' })))[0];
}

function indent(text: string, by: string): string[] {
  return text.split('\n').map((line) => `${by}${line}`);
}

function trimEnds(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
