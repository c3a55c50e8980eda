import type { Checkpoint } from '../../crossbar/analysis/context.js';
import { aboutCrossbar } from '../../crossbar/about.js';
import { needsSpice, runCrossbar, type CrossbarRun } from '../../crossbar/run.js';
import { loadCrossbar } from '../../crossbar/spec/load.js';
import { CROSSBAR_ACTIONS, quantityInfo, type CrossbarAction } from '../../crossbar/spec/quantities.js';
import type { CrossbarSpec } from '../../crossbar/spec/schema.js';
import { judgeFailed } from '../../crossbar/verdicts.js';
import type { Simulator } from '../../engine/simulator.js';
import { createSimulator } from '../../node/engine/registry.js';
import { cachedRuns, codeFolder } from '../../node/store/cache.js';
import { assertReports } from '../../report/validate.js';
import type { CrossbarResult } from '../../result/crossbar.js';
import { folderOf } from '../../shelf/path.js';
import { UserError } from '../../units/user-error.js';
import { collectProblems } from '../inputs.js';
import type { Session } from '../io.js';
import type { ProgressDisplay } from '../terminal/progress.js';
import type { Crashes } from '../verify/crashes.js';
import type { Commission, Work } from '../verify/commission.js';
import { lostCrossbar } from '../verify/lost.js';

/** A document and what to analyse of it; only the file where rulespice itself failed to read it. */
export interface CrossbarJob {
  readonly file: string;
  readonly wanted?: { readonly spec: CrossbarSpec; readonly actions: readonly CrossbarAction[] };
}

/** One analysis of a document. */
interface CrossbarPart {
  readonly file: string;
  readonly checked?: { readonly spec: CrossbarSpec; readonly action: CrossbarAction };
}

/** What `verify` does with crossbar documents: every analysis that has a check. @throws UserError */
export async function prepareCrossbars(
  files: readonly string[],
  { args, session, crashes }: Commission,
): Promise<Work> {
  const jobs = await readJobs(files, crashes, ({ verify }) => {
    if (verify.length === 0)
      throw new UserError([
        {
          message:
            'the array has no "verify", so there is nothing to judge; add checks, or compute it with "rulespice ' +
            'crossbar read"',
        },
      ]);
    const checked = new Set(verify.map(({ quantity }) => quantityInfo(quantity).action));
    return CROSSBAR_ACTIONS.filter((action) => checked.has(action));
  });
  const run: Work['run'] = async (progress) => {
    const results = (await runJobs(jobs, args, crashes, session, progress)).map(({ report }) => report);
    return new Map(files.map((file) => [file, results.filter((result) => result.file === file)]));
  };
  return { parts: jobs.reduce((sum, { wanted }) => sum + (wanted?.actions.length ?? 0), 0), run };
}

/** Reads every document before anything is solved. @throws UserError with everything wrong with the input */
export function readJobs(
  files: readonly string[],
  crashes: Crashes,
  actionsOf: (spec: CrossbarSpec) => readonly CrossbarAction[],
): Promise<CrossbarJob[]> {
  const read = (file: string): CrossbarJob => {
    const spec = loadCrossbar(file);
    return { file, wanted: { spec, actions: actionsOf(spec) } };
  };
  return collectProblems(
    files,
    async (file) => (await crashes.spare(file, () => read(file))) ?? { file },
    (file) => file,
  );
}

/** Every analysis of every document; a defect on one is an error in its report. @throws UserError */
export async function runJobs(
  jobs: readonly CrossbarJob[],
  { engine, cache, checkpoint }: { readonly engine: string; readonly cache: boolean; readonly checkpoint?: Checkpoint },
  crashes: Crashes,
  { io, signal }: Session,
  progress?: ProgressDisplay,
): Promise<CrossbarRun[]> {
  const runs = cache ? cachedRuns(io.environment) : undefined;
  let simulator: Simulator | undefined;
  const ask = (): Simulator =>
    (simulator ??= createSimulator(
      engine,
      cache ? { codeCache: codeFolder(io.environment), ...(runs ? { runs } : {}) } : {},
    ));
  const analyse = (file: string, spec: CrossbarSpec, action: CrossbarAction): Promise<CrossbarRun> =>
    analyseOne({ file, spec, action, crashes, simulator: ask, signal, progress, checkpoint });
  try {
    const parts = jobs.flatMap(({ file, wanted }): CrossbarPart[] =>
      wanted ? wanted.actions.map((action) => ({ file, checked: { action, spec: wanted.spec } })) : [{ file }],
    );
    // An engine that is not there is the same problem for every spec.
    if (parts.some(({ checked }) => checked && needsSpice(checked.spec, checked.action))) await ask().info();
    return await collectProblems(
      parts,
      ({ file, checked }) =>
        checked ? analyse(file, checked.spec, checked.action) : { report: lostCrossbar(file, crashes.failure(file)) },
      ({ file }) => file,
    );
  } finally {
    await simulator?.dispose();
  }
}

/** One analysis; a defect on it is an error in its report. */
async function analyseOne({ file, spec, action, crashes, simulator, signal, progress, checkpoint }: OneAnalysis) {
  progress?.start(`${spec.name}: ${action}`);
  const run = await crashes.spare(file, async () => {
    const done = await runCrossbar(spec, action, {
      folder: folderOf(file),
      file,
      simulator,
      signal,
      ...(progress && { progress: (at, total, label) => progress.update({ done: at, total, label }) }),
      ...(checkpoint ? { checkpoint } : {}),
    });
    // Found here, it is an error of this array; the writers would refuse everything.
    assertReports([done.report]);
    return done;
  });
  progress?.update({ done: 1, total: 1, label: action });
  return run ?? { report: crashed(file, crashes.failure(file), { spec, action }) };
}

interface OneAnalysis {
  readonly file: string;
  readonly spec: CrossbarSpec;
  readonly action: CrossbarAction;
  readonly crashes: Crashes;
  readonly simulator: () => Simulator;
  readonly signal: AbortSignal;
  readonly progress: ProgressDisplay | undefined;
  readonly checkpoint: Checkpoint | undefined;
}

/** What stands in the report for an analysis on which rulespice itself failed. */
function crashed(
  file: string,
  failure: string,
  { spec, action }: NonNullable<CrossbarPart['checked']>,
): CrossbarResult {
  const verdicts = judgeFailed(spec.verify, action, file, failure);
  const told = verdicts.length > 0 ? { notes: [failure] } : { failure };
  return { ...aboutCrossbar(spec, action, file), verdicts, ...told };
}
