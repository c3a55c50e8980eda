import type { VerdictStatus } from '../result/verdict.js';
import { REPORT_VERSION, type Result } from '../result/result.js';
import { plainJson } from '../units/plain-json.js';
import { resultStatus, summarise, type Counts } from './summary.js';
import { assertReports } from './validate.js';
import { withoutNumbers } from './waveforms.js';

/** The JSON result, described by `schema/report.schema.json`. */
export interface ReportFile {
  readonly version: typeof REPORT_VERSION;
  /** ISO 8601, UTC */
  readonly generated: string;
  readonly status: VerdictStatus;
  readonly documents: Counts;
  readonly verdicts: Counts;
  readonly waveforms?: WaveformsBeside;
  readonly reports: readonly Result[];
}

/** The file with the numbers of the pictures, as it is named beside the result. */
export interface WaveformsBeside {
  readonly file: string;
  readonly sha256: string;
}

export interface JsonOptions {
  readonly date: Date;
  readonly waveforms?: WaveformsBeside;
}

/**
 * The JSON result as data, without the numbers of curves and maps: `renderWaveforms` has them. Throws a `ReportError`
 * when the reports cannot be believed.
 */
export function reportFile(reports: readonly Result[], options: JsonOptions): ReportFile {
  assertReports(reports);
  const { status, documents, verdicts } = summarise(reports);
  return {
    version: REPORT_VERSION,
    generated: options.date.toISOString(),
    status,
    documents,
    verdicts,
    ...(options.waveforms ? { waveforms: options.waveforms } : {}),
    // The status of a document as this file counts it, also where the caller's was too good.
    reports: withoutNumbers(reports).map((report) => ({ ...report, status: resultStatus(report) })),
  };
}

/** The JSON result as text, ending with a newline. */
export function renderJson(reports: readonly Result[], options: JsonOptions): string {
  return `${plainJson(JSON.stringify(reportFile(reports, options), null, 2))}\n`;
}
