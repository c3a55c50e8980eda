import { REPORT_VERSION } from './schema.js';
import { specStatus, summarise, type Counts } from './summary.js';
import type { SpecReport } from './types.js';
import type { VerdictStatus } from '../compare/verdict.js';
import { plainJson } from '../units/plain-json.js';
import { assertReports } from './validate.js';

/** The JSON result, described by `schema/report.schema.json`. */
export interface ReportFile {
  readonly version: typeof REPORT_VERSION;
  /** ISO 8601, UTC */
  readonly generated: string;
  readonly status: VerdictStatus;
  readonly specs: Counts;
  readonly verdicts: Counts;
  readonly reports: readonly SpecReport[];
}

/** The JSON result as data. Throws a `ReportError` when the reports cannot be believed. */
export function reportFile(reports: readonly SpecReport[], options: { readonly date: Date }): ReportFile {
  assertReports(reports);
  const { status, specs, verdicts } = summarise(reports);
  return {
    version: REPORT_VERSION,
    generated: options.date.toISOString(),
    status,
    specs,
    verdicts,
    // The status of a spec as this file counts it, also where the caller's was too good.
    reports: reports.map((report) => ({ ...report, status: specStatus(report) })),
  };
}

/** The JSON result as text, ending with a newline. */
export function renderJson(reports: readonly SpecReport[], options: { readonly date: Date }): string {
  return `${plainJson(JSON.stringify(reportFile(reports, options), null, 2))}\n`;
}
