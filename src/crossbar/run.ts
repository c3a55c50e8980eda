import type { Simulator } from '../engine/simulator.js';
import { analyseDisturb } from './analysis/disturb.js';
import { analyseMargin } from './analysis/margin.js';
import { analyseRead } from './analysis/read.js';
import type { AnalysisResult } from './analysis/result.js';
import { analyseWrite } from './analysis/write.js';
import type { CrossbarReport } from './report/types.js';
import { judge, worstOf } from './report/verdicts.js';
import { sectionOf } from './spec/load.js';
import type { CrossbarAction, CrossbarSpec } from './spec/schema.js';

export interface CrossbarOptions {
  /** Folder of the spec, where its CSV files lie, and its name for messages. */
  readonly folder: string;
  readonly file: string;
  /** Asked for only when a check needs SPICE. */
  readonly simulator: () => Simulator;
  readonly signal?: AbortSignal;
}

/** Whether a check of this action compares the twin with SPICE. */
export function needsSpice(spec: CrossbarSpec, action: CrossbarAction): boolean {
  return spec.verify.some(({ quantity }) => quantity === `${action}-agreement`);
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
    maps: result.maps,
    notes: cached ? [...result.notes, 'SPICE: the same simulation was done by an earlier command, and its result was taken from the cache'] : result.notes,
    wallSeconds: (performance.now() - start) / 1000,
  };
  return { report, result };
}

async function analyse(spec: CrossbarSpec, action: CrossbarAction, context: { readonly folder: string; readonly simulator?: Simulator; readonly signal?: AbortSignal }): Promise<AnalysisResult> {
  switch (action) {
    case 'read':
      return analyseRead(spec.crossbar, sectionOf(spec, 'read'), context);
    case 'write':
      return analyseWrite(spec.crossbar, sectionOf(spec, 'write'), context);
    case 'disturb':
      return analyseDisturb(spec.crossbar, sectionOf(spec, 'disturb'), context);
    case 'margin':
      return analyseMargin(spec.crossbar, sectionOf(spec, 'margin'), context.signal);
  }
}
