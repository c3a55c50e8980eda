import { join } from 'node:path';
import type { Result } from '../../result/result.js';
import type { Session } from '../io.js';
import { UserError } from '../../units/user-error.js';
import { appendText } from '../../node/files/write-file.js';
import { announce, assertWritable, jsonText, writeOutput } from '../output.js';
import { waveformsBeside, writeResults } from '../results.js';
import { annotations } from './annotations.js';
import type { OutputArguments } from './verify-options.js';

/** Finds out before the simulations whether their results can be written. */
export async function checkOutputs({
  report,
  markdown,
  json,
  junit,
  runs,
  baseline,
  updateBaseline,
  tolerance,
}: OutputArguments): Promise<void> {
  if (updateBaseline === true && baseline === undefined)
    throw new UserError([{ message: '--update-baseline: name the file with --baseline FILE' }]);
  if (updateBaseline === true) assertWritable('--baseline', baseline);
  else if (baseline !== undefined) {
    const [{ readRun }, { toleranceOf }] = await Promise.all([import('./read-run.js'), import('../diff/run.js')]);
    readRun(baseline);
    toleranceOf(tolerance);
  }
  assertWritable('--report', report);
  assertWritable('--markdown', markdown);
  assertWritable('--json', json);
  if (json !== undefined && json !== '' && json !== '-') assertWritable('--json', waveformsBeside(json));
  assertWritable('--junit', junit);
  // Any file in it stands for the folder.
  assertWritable('--runs', runs === undefined ? undefined : join(runs, 'deck.cir'));
}

/** Writes and prints every wanted form; returns the exit code. */
export async function writeOutputs(
  reports: readonly Result[],
  args: OutputArguments,
  session: Session,
): Promise<number> {
  await writeResults(reports, args, session);
  await tellGitHub(reports, session);
  const { exitCode, summarise } = await import('../../report/summary.js');
  return Math.max(exitCode(summarise(reports).status), await againstBaseline(reports, args, session));
}

/** Writes the baseline, or compares with it; 1 when a pass got worse. */
async function againstBaseline(
  reports: readonly Result[],
  { baseline, updateBaseline, tolerance, quiet }: OutputArguments,
  session: Session,
): Promise<0 | 1> {
  if (baseline === undefined) return 0;
  const [{ baselineOf, compareRuns }, { readRun }, { movesText, toleranceOf }] = await Promise.all([
    import('../../report/baseline.js'),
    import('./read-run.js'),
    import('../diff/run.js'),
  ]);
  if (updateBaseline === true) {
    await writeOutput(baseline, [jsonText(baselineOf(reports))], session);
    if (!quiet) announce(session.io, baseline);
    return 0;
  }
  const moves = compareRuns(readRun(baseline), baselineOf(reports), toleranceOf(tolerance));
  // stdout may be JSON.
  if (!quiet) session.io.err(movesText(moves));
  return moves.some(({ regressed }) => regressed) ? 1 : 0;
}

/** In GitHub Actions: annotations on the lines of the spec, and the step summary. */
async function tellGitHub(reports: readonly Result[], { io }: Session): Promise<void> {
  if (io.environment.GITHUB_ACTIONS !== 'true') return;
  for (const line of annotations(reports, io.environment.GITHUB_WORKSPACE)) io.annotate(line);
  const summary = io.environment.GITHUB_STEP_SUMMARY;
  if (summary === undefined || summary === '') return;
  const { renderMarkdown } = await import('../../report/markdown.js');
  await appendText(summary, renderMarkdown(reports));
}
