import { dirname } from 'node:path';
import { cachedRuns, codeFolder } from '../../characterise/cache.js';
import type { AnalysisResult } from '../../crossbar/analysis/result.js';
import { renderCrossbarHtml } from '../../crossbar/report/html.js';
import type { CrossbarReport } from '../../crossbar/report/types.js';
import { valueText, worstOf } from '../../crossbar/report/verdicts.js';
import { needsSpice, runCrossbar } from '../../crossbar/run.js';
import { loadCrossbar, sectionOf } from '../../crossbar/spec/load.js';
import { columnsCsv, matrixCsv } from '../../crossbar/spec/matrix-csv.js';
import type { CrossbarAction } from '../../crossbar/spec/quantities.js';
import { createSimulator } from '../../engine/registry.js';
import type { Simulator } from '../../engine/simulator.js';
import { exitCode } from '../../report/summary.js';
import { STATUS_WORDS } from '../../report/words.js';
import { UserError } from '../../units/user-error.js';
import type { CrossbarResult } from '../crossbar-schema.js';
import { collectProblems, expandFiles } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { textTable } from '../table.js';

interface CrossbarArguments {
  readonly action: CrossbarAction;
  readonly files: readonly string[];
  readonly engine: string;
  readonly cache: boolean;
  readonly report: string | undefined;
  readonly output: string | undefined;
  readonly json: string | undefined;
  readonly quiet: boolean;
}

/** Runs one analysis on every spec and prints its verdicts; everything wrong with the input is told before anything is solved. */
export async function runCrossbarCommand(args: CrossbarArguments, session: Session): Promise<number> {
  assertWritable('--report', args.report);
  assertWritable('--output', args.output);
  assertWritable('--json', args.json);
  const files = await expandFiles(args.files);
  if (args.output !== undefined && files.length > 1) throw new UserError([{ message: `--output holds one matrix and there are ${files.length} specs; name one` }]);
  const specs = await collectProblems(files, (file) => {
    const spec = loadCrossbar(file);
    sectionOf(spec, args.action);
    return { file, spec };
  }, (file) => file);
  const runs = args.cache ? cachedRuns(session.io.environment) : undefined;
  let simulator: Simulator | undefined;
  const ask = (): Simulator => (simulator ??= createSimulator(args.engine, args.cache ? { codeCache: codeFolder(session.io.environment), ...(runs ? { runs } : {}) } : {}));
  try {
    // An engine that is not there is the same problem for every spec.
    if (specs.some(({ spec }) => needsSpice(spec, args.action))) await ask().info();
    const done = await collectProblems(specs, ({ file, spec }) => runCrossbar(spec, args.action, { folder: dirname(file), file, simulator: ask, signal: session.signal }), ({ file }) => file);
    await write(done.map(({ report }) => report), done[0]?.result, args, session);
    return exitCode(worstOf(done.map(({ report }) => report.status)));
  } finally {
    await simulator?.dispose();
  }
}

async function write(reports: readonly CrossbarReport[], result: AnalysisResult | undefined, args: CrossbarArguments, session: Session): Promise<void> {
  if (args.report !== undefined) {
    await writeOutput(args.report, [await renderCrossbarHtml(reports, { date: new Date(), version: (await import('../main.js')).version() })], session);
    announce(session.io, args.report);
  }
  if (args.output !== undefined) {
    if (!result?.output) throw new UserError([{ message: `--output: "crossbar ${args.action}" has no matrix to write; use it with read, write, window or learn` }]);
    await writeOutput(args.output, 'unit' in result.output ? matrixCsv(result.output, result.output.unit) : columnsCsv(result.output.headers, result.output.rows), session);
    announce(session.io, args.output);
  }
  if (args.json !== undefined) {
    await writeOutput(args.json, [jsonText({ action: args.action, status: worstOf(reports.map(({ status }) => status)), reports: reports.map(plain) } satisfies CrossbarResult)], session);
    announce(session.io, args.json);
  } else if (!args.quiet) {
    session.io.out(reports.map(text).join('\n'));
  }
}

/** A report as JSON data: maps as arrays of rows. */
function plain({ spec, action, status, array, verdicts, tables, figures, maps, notes, wallSeconds }: CrossbarReport): CrossbarResult['reports'][number] {
  return {
    spec: { ...spec },
    action,
    status,
    array: { ...array },
    verdicts: verdicts.map((verdict) => ({ ...verdict })),
    tables: tables.map(({ title, head, rows, caption }) => ({ title, head: [...head], rows: rows.map((row) => [...row]), ...(caption === undefined ? {} : { caption }) })),
    figures: figures.map(({ title, xTitle, yTitle, series }) => ({ title, xTitle, yTitle, series: series.map(({ name, role, mark, x, y }) => ({ name, role, mark, x: [...x], y: [...y] })) })),
    maps: maps.map(({ title, unit, rows, columns, values, caption }) => ({ title, unit, caption, values: Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]) })),
    notes: [...notes],
    wallSeconds,
  };
}

function text({ spec, action, status, array, verdicts, tables, maps, notes }: CrossbarReport): string {
  const word = (of: CrossbarReport['status']): string => `${STATUS_WORDS[of].mark} ${STATUS_WORDS[of].word.toUpperCase()}`;
  const rows = verdicts.map((verdict) => [
    word(verdict.status), verdict.quantity, verdict.measured === undefined ? 'not measured' : valueText(verdict.measured, verdict.unit),
    `${verdict.bound} ${valueText(verdict.limit, verdict.unit)}`, verdict.status === 'pass' ? '' : `replay: ${verdict.replay}`,
  ]);
  return [
    `${word(status)}  ${spec.name}: ${action}, ${array.rows} x ${array.columns} cells\n`,
    rows.length === 0 ? '  nothing was checked for this action\n' : textTable([], rows, '  '),
    ...tables.map(({ title, head, rows: body, caption }) => `\n${title}\n${textTable(head, body, '  ')}${caption === undefined ? '' : `  ${caption}\n`}`),
    ...maps.map(({ title, caption }) => `\n${title}: ${caption}\n`),
    ...notes.map((note) => `${note}\n`),
  ].join('');
}
