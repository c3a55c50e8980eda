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
import { judge, worstOf } from './report/verdicts.js';
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

type Analyses = { readonly [Action in CrossbarAction]: (array: ArraySpec, section: NonNullable<CrossbarSpec[Action]>, context: AnalysisContext) => AnalysisResult | Promise<AnalysisResult> };

const analyses: Analyses = { read: analyseRead, write: analyseWrite, disturb: analyseDisturb, margin: analyseMargin, window: analyseWindow, learn: analyseLearn };

/** Whether a check of this action compares the twin with SPICE. */
export function needsSpice(spec: CrossbarSpec, action: CrossbarAction): boolean {
  return spec.verify.some(({ quantity }) => quantityInfo(quantity).action === action && quantityInfo(quantity).spice === true);
}

/**
 * Runs one analysis of a crossbar document and judges its checks.
 * @throws UserError for input that does not fit; SimulationError when a solve or a simulation fails
 */
export async function runCrossbar(spec: CrossbarSpec, action: CrossbarAction, { folder, file, simulator, signal }: CrossbarOptions): Promise<{ report: CrossbarReport; result: AnalysisResult }> {
  const start = performance.now();
  const context = { folder, ...(signal ? { signal } : {}), ...(needsSpice(spec, action) ? { simulator: simulator() } : {}) };
  const before = context.simulator?.runs;
  const result = await analyse(spec, action, context);
  const now = context.simulator?.runs;
  const cached = before && now && now.cached > before.cached && now.simulated === before.simulated;
  const verdicts = judge(spec.verify, result, file);
  const { name, description } = spec;
  const report: CrossbarReport = {
    spec: { name, file, ...(description === undefined ? {} : { description }) },
    action,
    status: worstOf(verdicts.map(({ status }) => status)),
    array: { rows: spec.crossbar.rows, columns: spec.crossbar.columns },
    verdicts,
    tables: result.tables,
    figures: result.figures,
    maps: result.maps,
    notes: cached ? [...result.notes, 'SPICE: the same simulation was done by an earlier command, and its result was taken from the cache'] : result.notes,
    wallSeconds: (performance.now() - start) / 1000,
  };
  return { report, result };
}

async function analyse<Action extends CrossbarAction>(spec: CrossbarSpec, action: Action, context: AnalysisContext): Promise<AnalysisResult> {
  return analyses[action](spec.crossbar, sectionOf(spec, action), context);
}
