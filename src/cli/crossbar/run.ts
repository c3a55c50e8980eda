import type { Checkpoint } from '../../crossbar/analysis/context.js';
import { isThere } from '../../node/files/project.js';
import { writeFileSafely } from '../../node/files/write-file.js';
import { projectFiles } from '../../shelf/shelves.js';
import { READ_DETAILS, type AnalysisResult } from '../../crossbar/analysis/result.js';
import { sectionOf } from '../../crossbar/spec/load.js';
import { columnsCsv, matrixCsv } from '../../crossbar/spec/matrix-csv.js';
import type { CrossbarAction } from '../../crossbar/spec/quantities.js';
import { exitCode, summarise } from '../../report/summary.js';
import { UserError } from '../../units/user-error.js';
import { expandDocuments } from '../inputs.js';
import type { Session } from '../io.js';
import { announce, assertWritable, writeOutput } from '../output.js';
import { writeResults } from '../results.js';
import { createProgress } from '../terminal/progress.js';
import { Crashes } from '../verify/crashes.js';
import { readJobs, runJobs } from './jobs.js';

interface CrossbarArguments {
  readonly action: CrossbarAction;
  readonly files: readonly string[];
  readonly engine: string;
  readonly cache: boolean;
  readonly output: string | undefined;
  readonly nodes: string | undefined;
  readonly state: string | undefined;
  readonly report: string | undefined;
  readonly json: string | undefined;
  readonly quiet: boolean;
}

/**
 * Runs one analysis on every spec and prints its verdicts; everything wrong with the input is told before anything is
 * solved.
 */
export async function runCrossbarCommand(args: CrossbarArguments, session: Session): Promise<number> {
  const files = await expandDocuments(args.files, 'arrays');
  assertOptions(args, files);
  const crashes = new Crashes(session.signal);
  const jobs = await readJobs(files, crashes, (spec) => {
    const action = args.action === 'learn' && !spec.learn && spec.classify ? 'classify' : args.action;
    sectionOf(spec, action);
    return [action];
  });
  const silent = args.quiet || args.json === '' || args.json === '-';
  const progress = await createProgress(session.io, silent, { parts: files.length });
  const runs = await runJobs(
    jobs,
    { ...args, ...(args.state === undefined ? {} : { checkpoint: checkpointAt(args.state) }) },
    crashes,
    session,
    progress,
  ).finally(() => progress.stop());
  const [first] = runs;
  if (args.output !== undefined && !crashes.has(files[0] ?? ''))
    await writeMatrix(args.output, args.action, first?.result, session);
  if (args.nodes !== undefined && first?.result?.details) {
    await writeOutput(args.nodes, columnsCsv(READ_DETAILS, first.result.details()), session);
    announce(session.io, args.nodes);
  }
  const results = runs.map(({ report }) => report);
  await writeResults(results, { ...args, verbose: true, details: true }, session);
  // Without a check there is nothing to hold against limits: that it could be computed is all that was asked.
  const unasked = jobs.every(({ wanted }) => wanted?.spec.verify.length === 0);
  const { status } = summarise(results);
  return crashes.settle(session.io, unasked && status === 'not-checked' ? 0 : exitCode(status));
}

/** @throws UserError for files that cannot be written, and options that mean nothing here */
function assertOptions(args: CrossbarArguments, files: readonly string[]): void {
  assertWritable('--report', args.report);
  assertWritable('--output', args.output);
  assertWritable('--nodes', args.nodes);
  assertWritable('--state', args.state);
  assertWritable('--json', args.json);
  if (args.output !== undefined && files.length > 1)
    throw new UserError([{ message: `--output holds one matrix and there are ${files.length} specs; name one` }]);
  if (args.nodes !== undefined && (files.length > 1 || args.action !== 'read'))
    throw new UserError([
      { message: '--nodes says what is inside of one array that is read; use it with "crossbar read" and one spec' },
    ]);
  if (args.state !== undefined && (files.length > 1 || !['learn', 'classify'].includes(args.action)))
    throw new UserError([{ message: '--state keeps one training on data; use it with "crossbar learn" and one spec' }]);
}

/** Largest state of a training, bytes: 16 digits a cell, for some dozen runs. */
const LARGEST_STATE = 400_000_000;

function checkpointAt(path: string): Checkpoint {
  return {
    name: path,
    load: () => (isThere(path) ? projectFiles().text(path, LARGEST_STATE, 'name another file') : undefined),
    save: (text) => writeFileSafely(path, [text]),
  };
}

async function writeMatrix(
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
