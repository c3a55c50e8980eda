import type { VerdictStatus } from '../result/verdict.js';
import { REPORT_VERSION, type Result } from '../result/result.js';
import { plainJson } from '../units/plain-json.js';
import { resultStatus, summarise, type Counts } from './summary.js';
import { assertReports } from './validate.js';

/** The JSON result, described by `schema/report.schema.json`. */
export interface ReportFile {
  readonly version: typeof REPORT_VERSION;
  /** ISO 8601, UTC */
  readonly generated: string;
  readonly status: VerdictStatus;
  readonly documents: Counts;
  readonly verdicts: Counts;
  readonly reports: readonly Result[];
}

/** The JSON result as data. Throws a `ReportError` when the reports cannot be believed. */
export function reportFile(reports: readonly Result[], options: { readonly date: Date }): ReportFile {
  assertReports(reports);
  const { status, documents, verdicts } = summarise(reports);
  return {
    version: REPORT_VERSION,
    generated: options.date.toISOString(),
    status,
    documents,
    verdicts,
    // The status of a document as this file counts it, also where the caller's was too good.
    reports: reports.map((report) => ({ ...report, status: resultStatus(report) })),
  };
}

/** The JSON result as text, ending with a newline. */
export function renderJson(reports: readonly Result[], options: { readonly date: Date }): string {
  return `${plainJson(JSON.stringify(reportFile(reports, options), null, 2))}\n`;
}
