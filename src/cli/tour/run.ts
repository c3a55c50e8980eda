import { isAbsolute, relative, resolve } from 'node:path';
import { packagePath } from '../../node/package-path.js';
import { exitCode, summarise } from '../../report/summary.js';
import type { Result } from '../../result/result.js';
import type { Session } from '../io.js';
import { assertWritable } from '../output.js';
import { writeResults } from '../results.js';
import { createProgress } from '../terminal/progress.js';
import type { EngineArguments } from '../toolchain.js';
import { mergedArguments } from '../verify/arguments.js';
import { Crashes } from '../verify/crashes.js';
import { byKind } from '../verify/document-kinds.js';
import { prepareAll } from '../verify/run.js';
import { MEASURED, tourFit } from './fit.js';

/** What is shown, in this order; small enough for a minute on the slowest engine. */
export const TOUR = [
  'tour/trace.yaml',
  'tour/stdp.yaml',
  'tour/three-factor.yaml',
  'drawn/stdp-synapse.yaml',
  'tour/array.yaml',
] as const;

const REPORT = 'rulespice-tour.html';

/** Verifies the documents of the tour and makes one fit, into one list and one report. */
export async function runTour(
  { report = REPORT, ...engine }: EngineArguments & { readonly report: string | undefined },
  session: Session,
): Promise<number> {
  assertWritable('--report', report);
  const { io, signal } = session;
  // Before anything is read: the first second is somebody's first impression.
  const progress = await createProgress(io, false, { parts: TOUR.length + 1, each: true });
  const crashes = new Crashes(signal);
  const files = TOUR.map(exampleFile);
  const args = mergedArguments({ files }, engine);
  const results: Result[] = [];
  try {
    const work = await prepareAll(await byKind(files), { args, session, crashes });
    const verified = await work.run(progress);
    results.push(...files.flatMap((file) => verified.get(file) ?? []));
    progress.start('fit of a measured learning window');
    results.push(await tourFit(exampleFile(MEASURED), signal, (step) => progress.update(step)));
  } finally {
    progress.stop();
  }
  await writeResults(results, { ...args, report }, { ...session, io: { ...io, err: () => undefined } });
  io.out(`\nopen ${report} in a browser; then: docs/guides/first-rule.md, a rule of your own\n`);
  return crashes.settle(io, exitCode(summarise(results).status));
}

/** A file of examples/, as one would type it here. */
function exampleFile(name: string): string {
  const path = packagePath('examples', ...name.split('/'));
  const way = relative(process.cwd(), path);
  return way.startsWith('..') || isAbsolute(way) ? resolve(path) : way;
}
