import { dirname } from 'node:path';
import { cachedRuns, codeFolder } from '../../node/store/cache.js';
import type { AnalysisResult } from '../../crossbar/analysis/result.js';
import { renderCrossbarHtml } from '../../crossbar/report/html.js';
import { crossbarJunit } from '../../crossbar/report/junit.js';
import type { CrossbarReport } from '../../crossbar/report/types.js';
import { valueText, worstOf } from '../../crossbar/report/verdicts.js';
import { needsSpice, runCrossbar, type CrossbarRun } from '../../crossbar/run.js';
import { loadCrossbar, sectionOf } from '../../crossbar/spec/load.js';
import { columnsCsv, matrixCsv } from '../../crossbar/spec/matrix-csv.js';
import { CROSSBAR_ACTIONS, quantityInfo, type CrossbarAction } from '../../crossbar/spec/quantities.js';
import type { CrossbarSpec } from '../../crossbar/spec/schema.js';
import { createSimulator } from '../../node/engine/registry.js';
import type { Simulator } from '../../engine/simulator.js';
import { exitCode } from '../../report/summary.js';
import { STATUS_WORDS } from '../../report/words.js';
import { UserError } from '../../units/user-error.js';
import type { CrossbarResult } from '../crossbar-schema.js';
import { collectProblems, expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../table.js';
import type { VerifyArguments } from '../verify/arguments.js';

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

interface CrossbarJob {
  readonly file: string;
  readonly spec: CrossbarSpec;
  readonly actions: readonly CrossbarAction[];
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
  const jobs = await collectProblems(
    files,
    (file): CrossbarJob => {
      const spec = loadCrossbar(file);
      sectionOf(spec, args.action);
      return { file, spec, actions: [args.action] };
    },
    (file) => file,
  );
  const runs = await runAll(jobs, args, session);
  const reports = runs.map(({ report }) => report);
  if (args.output !== undefined) await writeResult(args.output, args.action, runs[0]?.result, session);
  await writeReports(reports, args.action, args, session);
  return exitCode(worstOf(reports.map(({ status }) => status)));
}

/** Options of `verify` that say nothing about an array. */
const RULES_ONLY = [
  'trim',
  'check',
  'corner',
  'temperature',
  'supply',
  'timeout',
  'samples',
  'sample',
  'shard',
  'runs',
  'baseline',
  'markdown',
] as const satisfies readonly (keyof VerifyArguments)[];

/** What `verify` does with crossbar documents: every analysis that has a check. */
export async function prepareCrossbars(args: VerifyArguments, session: Session): Promise<() => Promise<number>> {
  const foreign =
    args.checkNumerics === true ? 'check-numerics' : RULES_ONLY.find((option) => args[option] !== undefined);
  if (foreign !== undefined)
    throw new UserError([
      {
        file: args.files[0] ?? '',
        message: `--${foreign} is for specs of learning rules, and this is a crossbar document; verify it without`,
      },
    ]);
  assertWritable('--report', args.report);
  assertWritable('--json', args.json);
  assertWritable('--junit', args.junit);
  const jobs = await collectProblems(
    args.files,
    (file): CrossbarJob => {
      const spec = loadCrossbar(file);
      const checked = new Set(spec.verify.map(({ quantity }) => quantityInfo(quantity).action));
      return { file, spec, actions: CROSSBAR_ACTIONS.filter((action) => checked.has(action)) };
    },
    (file) => file,
  );
  return async () => {
    const reports = (await runAll(jobs, args, session)).map(({ report }) => report);
    if (args.junit !== undefined) {
      await writeOutput(args.junit, [crossbarJunit(reports)], session);
      if (!args.quiet) announce(session.io, args.junit);
    }
    await writeReports(reports, 'verify', { ...args, brief: !args.verbose }, session);
    return exitCode(worstOf(reports.map(({ status }) => status)));
  };
}

async function runAll(
  jobs: readonly CrossbarJob[],
  { engine, cache }: Pick<CrossbarArguments, 'engine' | 'cache'>,
  session: Session,
): Promise<CrossbarRun[]> {
  const runs = cache ? cachedRuns(session.io.environment) : undefined;
  let simulator: Simulator | undefined;
  const ask = (): Simulator =>
    (simulator ??= createSimulator(
      engine,
      cache ? { codeCache: codeFolder(session.io.environment), ...(runs ? { runs } : {}) } : {},
    ));
  try {
    // An engine that is not there is the same problem for every spec.
    if (jobs.some(({ spec, actions }) => actions.some((action) => needsSpice(spec, action)))) await ask().info();
    const each = jobs.flatMap(({ file, spec, actions }) => actions.map((action) => ({ file, spec, action })));
    return await collectProblems(
      each,
      ({ file, spec, action }) =>
        runCrossbar(spec, action, { folder: dirname(file), file, simulator: ask, signal: session.signal }),
      ({ file }) => file,
    );
  } finally {
    await simulator?.dispose();
  }
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
      [await renderCrossbarHtml(reports, { date: new Date(), version: (await import('../version.js')).version() })],
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
function verdictText({ spec, action, status, array, verdicts }: CrossbarReport): string {
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
    `cells\n${rows.length === 0 ? '  nothing was checked for this action\n' : textTable([], rows, '  ')}`
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
