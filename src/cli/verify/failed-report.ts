import type { EngineInfo } from '../../engine/simulator.js';
import type { SpecReport } from '../../report/types.js';

/** What stands in a report for a spec of which nothing was simulated. */
export function failedReport(
  about: Pick<SpecReport, 'spec' | 'process' | 'equations'>,
  { name, version }: EngineInfo,
  failure: string,
): SpecReport {
  return {
    ...about,
    status: 'error',
    engine: { name, version },
    sizing: [],
    predictions: [],
    trim: [],
    verdicts: [],
    figures: [],
    warnings: [],
    failure,
    wallSeconds: 0,
  };
}
