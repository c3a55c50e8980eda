import type { AnalysisResult } from '../../crossbar/analysis/result.js';
import { renderCrossbarHtml } from '../../crossbar/report/html.js';
import { crossbarJunit } from '../../crossbar/report/junit.js';
import type { CrossbarReport } from '../../crossbar/report/types.js';
import { valueText, worstOf } from '../../crossbar/report/verdicts.js';
import { sectionOf } from '../../crossbar/spec/load.js';
import { columnsCsv, matrixCsv } from '../../crossbar/spec/matrix-csv.js';
import { CROSSBAR_ACTIONS, quantityInfo, type CrossbarAction } from '../../crossbar/spec/quantities.js';
import { exitCode } from '../../report/summary.js';
import { STATUS_WORDS } from '../../report/words.js';
import { UserError } from '../../units/user-error.js';
import type { CrossbarResult } from '../../crossbar/report/schema.js';
import { expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../terminal/table.js';
import { givenOf, type VerifyArguments } from '../verify/verify-options.js';
import { Crashes } from '../verify/crashes.js';
import { readJobs, runJobs } from './jobs.js';

interface Outputs {
  readonly report: string | undefined;
  readonly json: string | undefined;
  readonly quiet: boolean;
}

interface CrossbarArguments extends Outputs {
  readonly action: CrossbarAction;
  readonly files: readonly string[];
  readonly engine: string;
  readonly cache: boolean;
  readonly output: string | undefined;
}

/**
 * Runs one analysis on every spec and prints its verdicts; everything wrong with the input is told before anything is
 * solved.
 */
export async function runCrossbarCommand(args: CrossbarArguments, session: Session): Promise<number> {
  assertWritable('--report', args.report);
  assertWritable('--output', args.output);
  assertWritable('--json', args.json);
  const files = await expandFiles(args.files);
  if (args.output !== undefined && files.length > 1)
    throw new UserError([{ message: `--output holds one matrix and there are ${files.length} specs; name one` }]);
  const crashes = new Crashes(session.signal);
  const jobs = await readJobs(files, crashes, (spec) => {
    sectionOf(spec, args.action);
    return [args.action];
  });
  const runs = await runJobs(jobs, args, crashes, session);
  const reports = runs.map(({ report }) => report);
  const [first] = runs;
  if (args.output !== undefined && !crashes.has(files[0] ?? ''))
    await writeResult(args.output, args.action, first?.result, session);
  await writeReports(reports, args.action, args, session);
  return crashes.settle(session.io, exitCode(worstOf(reports.map(({ status }) => status))));
}

/** What `verify` does with crossbar documents: every analysis that has a check. */
export async function prepareCrossbars(args: VerifyArguments, session: Session): Promise<() => Promise<number>> {
  const foreign = givenOf(args, ({ arrays }) => !arrays);
  if (foreign)
    throw new UserError([
      {
        file: args.files[0] ?? '',
        message:
          `--${foreign.written} is for specs of learning rules, and this is a crossbar document; ` +
          `verify it without`,
      },
    ]);
  assertWritable('--report', args.report);
  assertWritable('--json', args.json);
  assertWritable('--junit', args.junit);
  const crashes = new Crashes(session.signal);
  const jobs = await readJobs(args.files, crashes, ({ verify }) => {
    const checked = new Set(verify.map(({ quantity }) => quantityInfo(quantity).action));
    return CROSSBAR_ACTIONS.filter((action) => checked.has(action));
  });
  return async () => {
    const reports = (await runJobs(jobs, args, crashes, session)).map(({ report }) => report);
    if (args.junit !== undefined) {
      await writeOutput(args.junit, [crossbarJunit(reports)], session);
      if (!args.quiet) announce(session.io, args.junit);
    }
    await writeReports(reports, 'verify', { ...args, brief: !args.verbose }, session);
    return crashes.settle(session.io, exitCode(worstOf(reports.map(({ status }) => status))));
  };
}

async function writeResult(
  path: string,
  action: CrossbarAction,
  result: AnalysisResult | undefined,
  session: Session,
): Promise<void> {
  if (!result) throw new UserError([{ message: `--output: there is nothing to write, because the simulation failed` }]);
  if (!result.output)
    throw new UserError([
      { message: `--output: "crossbar ${action}" has no matrix to write; use it with read, write, window or learn` },
    ]);
  await writeOutput(
    path,
    'unit' in result.output
      ? matrixCsv(result.output, result.output.unit)
      : columnsCsv(result.output.headers, result.output.rows),
    session,
  );
  announce(session.io, path);
}

async function writeReports(
  reports: readonly CrossbarReport[],
  action: CrossbarResult['action'],
  { report, json, quiet, brief = false }: Outputs & { readonly brief?: boolean },
  session: Session,
): Promise<void> {
  if (report !== undefined) {
    await writeOutput(
      report,
      [
        await renderCrossbarHtml(reports, {
          date: new Date(),
          version: (await import('../../node/version.js')).version(),
        }),
      ],
      session,
    );
    if (!quiet) announce(session.io, report);
  }
  if (json !== undefined) {
    await writeOutput(
      json,
      [
        jsonText({
          action,
          status: worstOf(reports.map(({ status }) => status)),
          reports: reports.map(plain),
        } satisfies CrossbarResult),
      ],
      session,
    );
    announce(session.io, json);
  }
  if (!quiet && json !== '' && json !== '-')
    session.io.out(reports.map((each) => (brief ? verdictText(each) : text(each))).join(brief ? '' : '\n'));
}

/** A report as JSON data: maps as arrays of rows. */
function plain({
  spec,
  action,
  status,
  array,
  verdicts,
  tables,
  figures,
  maps,
  notes,
  wallSeconds,
}: CrossbarReport): CrossbarResult['reports'][number] {
  return {
    spec: { ...spec },
    action,
    status,
    array: { ...array },
    verdicts: verdicts.map((verdict) => ({ ...verdict })),
    tables: tables.map(({ title, head, rows, caption }) => ({
      title,
      head: [...head],
      rows: rows.map((row) => [...row]),
      ...(caption === undefined ? {} : { caption }),
    })),
    figures: figures.map(({ title, xTitle, yTitle, series }) => ({
      title,
      xTitle,
      yTitle,
      series: series.map(({ name, role, mark, x, y }) => ({ name, role, mark, x: [...x], y: [...y] })),
    })),
    maps: maps.map(({ title, unit, rows, columns, values, caption }) => ({
      title,
      unit,
      caption,
      values: Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]),
    })),
    notes: [...notes],
    wallSeconds,
  };
}

function word(of: CrossbarReport['status']): string {
  return `${STATUS_WORDS[of].mark} ${STATUS_WORDS[of].word.toUpperCase()}`;
}

/** Status and checks. */
function verdictText({ spec, action, status, array, verdicts, notes }: CrossbarReport): string {
  const nothing = status === 'error' ? notes.join('; ') : 'nothing was checked for this action';
  const rows = verdicts.map((verdict) => [
    word(verdict.status),
    verdict.quantity,
    verdict.measured === undefined ? 'not measured' : valueText(verdict.measured, verdict.unit),
    `${verdict.bound} ${valueText(verdict.limit, verdict.unit)}`,
    verdict.status === 'pass'
      ? ''
      : `${verdict.measured === undefined ? `${verdict.reason ?? ''}; ` : ''}replay: ${verdict.replay}`,
  ]);
  return (
    `${word(status)}  ${spec.name}: ${action}, ${array.rows} x ${array.columns} ` +
    `cells\n${rows.length === 0 ? `  ${nothing}\n` : textTable([], rows, '  ')}`
  );
}

function text(report: CrossbarReport): string {
  const { tables, maps, notes } = report;
  return [
    verdictText(report),
    ...tables.map(
      ({ title, head, rows: body, caption }) =>
        `\n${title}\n${textTable(head, body, '  ')}${caption === undefined ? '' : `  ${caption}\n`}`,
    ),
    ...maps.map(({ title, caption }) => `\n${title}: ${caption}\n`),
    ...notes.map((note) => `${note}\n`),
  ].join('');
}
