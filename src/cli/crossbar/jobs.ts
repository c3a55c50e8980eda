import { cachedRuns, codeFolder } from '../../node/store/cache.js';
import type { CrossbarReport } from '../../crossbar/report/types.js';
import { judgeFailed } from '../../crossbar/report/verdicts.js';
import { needsSpice, runCrossbar, type CrossbarRun } from '../../crossbar/run.js';
import { loadCrossbar } from '../../crossbar/spec/load.js';
import { CROSSBAR_ACTIONS, type CrossbarAction } from '../../crossbar/spec/quantities.js';
import type { CrossbarSpec } from '../../crossbar/spec/schema.js';
import { createSimulator } from '../../node/engine/registry.js';
import type { Simulator } from '../../engine/simulator.js';
import { folderOf, stemOf } from '../../shelf/path.js';
import { collectProblems } from '../inputs.js';
import type { Session } from '../io.js';
import type { Crashes } from '../verify/crashes.js';

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
  { engine, cache }: { readonly engine: string; readonly cache: boolean },
  crashes: Crashes,
  { io, signal }: Session,
): Promise<CrossbarRun[]> {
  const runs = cache ? cachedRuns(io.environment) : undefined;
  let simulator: Simulator | undefined;
  const ask = (): Simulator =>
    (simulator ??= createSimulator(
      engine,
      cache ? { codeCache: codeFolder(io.environment), ...(runs ? { runs } : {}) } : {},
    ));
  const analyse = async (file: string, spec: CrossbarSpec, action: CrossbarAction): Promise<CrossbarRun> =>
    (await crashes.spare(file, () =>
      runCrossbar(spec, action, { folder: folderOf(file), file, simulator: ask, signal }),
    )) ?? { report: crashReport(file, crashes, action, spec) };
  try {
    const parts = jobs.flatMap(({ file, wanted }): CrossbarPart[] =>
      wanted ? wanted.actions.map((action) => ({ file, checked: { action, spec: wanted.spec } })) : [{ file }],
    );
    // An engine that is not there is the same problem for every spec.
    if (parts.some(({ checked }) => checked && needsSpice(checked.spec, checked.action))) await ask().info();
    return await collectProblems(
      parts,
      ({ file, checked }) =>
        checked
          ? analyse(file, checked.spec, checked.action)
          : { report: crashReport(file, crashes, CROSSBAR_ACTIONS[0]) },
      ({ file }) => file,
    );
  } finally {
    await simulator?.dispose();
  }
}

/** What stands in the report for an analysis on which rulespice itself failed. */
function crashReport(file: string, crashes: Crashes, action: CrossbarAction, spec?: CrossbarSpec): CrossbarReport {
  const failure = crashes.failure(file);
  const { rows, columns } = spec?.crossbar ?? { rows: 0, columns: 0 };
  return {
    spec: { name: spec?.name ?? stemOf(file), file },
    action,
    status: 'error',
    array: { rows, columns },
    verdicts: spec ? judgeFailed(spec.verify, action, file, failure) : [],
    tables: [],
    figures: [],
    maps: [],
    notes: [failure],
    wallSeconds: 0,
  };
}
