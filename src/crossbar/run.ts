import { SimulationError } from '../engine/errors.js';
import type { Simulator } from '../engine/simulator.js';
import type { AnalysisContext } from './analysis/context.js';
import { analyseDisturb } from './analysis/disturb.js';
import { analyseLearn } from './analysis/learn.js';
import { analyseMargin } from './analysis/margin.js';
import { analyseRead } from './analysis/read.js';
import type { AnalysisResult } from './analysis/result.js';
import { analyseWindow } from './analysis/window.js';
import { analyseWrite } from './analysis/write.js';
import type { CrossbarReport } from './report/types.js';
import { judge, judgeFailed, worstOf } from './report/verdicts.js';
import { sectionOf } from './spec/load.js';
import { quantityInfo, type CrossbarAction } from './spec/quantities.js';
import type { ArraySpec, CrossbarSpec } from './spec/schema.js';

export interface CrossbarOptions {
  /** Folder of the spec, where its CSV files lie, and its name for messages. */
  readonly folder: string;
  readonly file: string;
  /** Asked for only when a check needs SPICE. */
  readonly simulator: () => Simulator;
  readonly signal?: AbortSignal;
}

type Analyses = {
  readonly [Action in CrossbarAction]: (
    array: ArraySpec,
    section: NonNullable<CrossbarSpec[Action]>,
    context: AnalysisContext,
  ) => AnalysisResult | Promise<AnalysisResult>;
};

const analyses: Analyses = {
  read: analyseRead,
  write: analyseWrite,
  disturb: analyseDisturb,
  margin: analyseMargin,
  window: analyseWindow,
  learn: analyseLearn,
};

/** Whether a check of this action compares the twin with SPICE. */
export function needsSpice(spec: CrossbarSpec, action: CrossbarAction): boolean {
  return spec.verify.some(
    ({ quantity }) => quantityInfo(quantity).action === action && quantityInfo(quantity).spice === true,
  );
}

/** A report, and the analysis behind it where there is one. */
export interface CrossbarRun {
  readonly report: CrossbarReport;
  readonly result?: AnalysisResult;
}

/**
 * Runs one analysis of a crossbar document and judges its checks. A solve or a simulation that fails makes each of them
 * an `error`.
 * @throws UserError for input that does not fit
 */
export async function runCrossbar(
  spec: CrossbarSpec,
  action: CrossbarAction,
  { folder, file, simulator, signal }: CrossbarOptions,
): Promise<CrossbarRun> {
  const start = performance.now();
  const context = {
    folder,
    ...(signal ? { signal } : {}),
    ...(needsSpice(spec, action) ? { simulator: simulator() } : {}),
  };
  const { name, description } = spec;
  const about = {
    spec: { name, file, ...(description === undefined ? {} : { description }) },
    action,
    array: { rows: spec.crossbar.rows, columns: spec.crossbar.columns },
  };
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    const result = await analyse(spec, action, context);
    const verdicts = judge(spec.verify, result, file);
    const { tables, figures, maps, notes } = result;
    return {
      result,
      report: {
        ...about,
        status: worstOf(verdicts.map(({ status }) => status)),
        verdicts,
        tables,
        figures,
        maps,
        notes,
        wallSeconds: seconds(),
      },
    };
  } catch (error) {
    if (!(error instanceof SimulationError) || signal?.aborted) throw error;
    const failure = `the simulation failed (${error.kind}): ${error.message}`;
    return {
      report: {
        ...about,
        status: 'error',
        verdicts: judgeFailed(spec.verify, action, file, failure),
        tables: [],
        figures: [],
        maps: [],
        notes: [failure],
        wallSeconds: seconds(),
      },
    };
  }
}

async function analyse<Action extends CrossbarAction>(
  spec: CrossbarSpec,
  action: Action,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  return analyses[action](spec.crossbar, sectionOf(spec, action), context);
}
