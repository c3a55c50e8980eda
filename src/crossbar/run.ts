import type { Simulator } from '../engine/simulator.js';
import type { CrossbarResult } from '../result/crossbar.js';
import { worstStatus } from '../result/verdict.js';
import { failedRun } from '../units/run-failure.js';
import type { AnalysisContext } from './analysis/context.js';
import { analyseClassify } from './analysis/classify.js';
import { analyseDisturb } from './analysis/disturb.js';
import { analyseLearn } from './analysis/learn.js';
import { analyseMargin } from './analysis/margin.js';
import { analyseRead } from './analysis/read.js';
import type { AnalysisResult, CellMap } from './analysis/result.js';
import { analyseWindow } from './analysis/window.js';
import { analyseWrite } from './analysis/write.js';
import { judge, judgeFailed } from './verdicts.js';
import { aboutCrossbar } from './about.js';
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
  readonly progress?: AnalysisContext['progress'];
  /** Where `classify` keeps its state, to go on from there. */
  readonly checkpoint?: AnalysisContext['checkpoint'];
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
  classify: analyseClassify,
};

/** Whether a check of this action compares the twin with SPICE. */
export function needsSpice(spec: CrossbarSpec, action: CrossbarAction): boolean {
  return spec.verify.some(
    ({ quantity }) => quantityInfo(quantity).action === action && quantityInfo(quantity).spice === true,
  );
}

/** A result, and the analysis behind it where there is one. */
export interface CrossbarRun {
  readonly report: CrossbarResult;
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
  options: CrossbarOptions,
): Promise<CrossbarRun> {
  const start = performance.now();
  const { file, signal } = options;
  const readings: string[] = [];
  const context = {
    ...contextOf(options),
    tell: (reading: string): void => void readings.push(reading),
    ...(needsSpice(spec, action) ? { simulator: options.simulator() } : {}),
  };
  const about = aboutCrossbar(spec, action, file);
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    const result = await analyse(spec, action, context);
    const verdicts = judge(spec.verify, result, file);
    const { tables, figures, maps, notes } = result;
    return {
      result,
      report: {
        ...about,
        status: worstStatus(verdicts.map(({ status }) => status)),
        verdicts,
        tables,
        figures,
        maps: maps.map(plainMap),
        notes: [...new Set(readings), ...notes],
        wallSeconds: seconds(),
      },
    };
  } catch (error) {
    const { kind, message } = failedRun(error, signal);
    const failure = `the simulation failed (${kind}): ${message}`;
    const verdicts = judgeFailed(spec.verify, action, file, failure);
    // What the verdicts say is not said twice.
    const told = verdicts.length > 0 ? { notes: [failure] } : { failure };
    return { report: { ...about, verdicts, ...told, wallSeconds: seconds() } };
  }
}

function contextOf({ folder, signal, progress, checkpoint }: CrossbarOptions): AnalysisContext {
  return {
    folder,
    ...(signal ? { signal } : {}),
    ...(progress ? { progress } : {}),
    ...(checkpoint ? { checkpoint } : {}),
  };
}

/** One list per word line, as it stands in a result. */
function plainMap({ title, unit, rows, columns, values, largest, caption }: CellMap): CrossbarResult['maps'][number] {
  return {
    title,
    unit,
    values: Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]),
    ...(largest === undefined ? {} : { largest }),
    caption,
  };
}

async function analyse<Action extends CrossbarAction>(
  spec: CrossbarSpec,
  action: Action,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  return analyses[action](spec.crossbar, sectionOf(spec, action), context);
}
