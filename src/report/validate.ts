import { z } from 'zod';
import { resultSchema } from '../result/result.js';
import type { Series } from '../result/figure.js';
import type { Result } from '../result/result.js';

/** A report that must not be shown: a pass without a measurement, a number that is none, curves of unequal length. */
export class ReportError extends Error {
  constructor(readonly issues: readonly string[]) {
    super(`the report contradicts itself:\n${issues.join('\n')}`);
    this.name = 'ReportError';
  }
}

/** Throws a `ReportError` unless every report can be believed. Every writer calls it first. */
export function assertReports(reports: readonly Result[]): void {
  const result = z.array(resultSchema).safeParse(reports.map(withoutPoints));
  const issues = result.success ? [] : result.error.issues.map((issue) => `${place(issue.path)}: ${issue.message}`);
  // Points, which are many, and fields the schema does not know are checked here: JSON would turn NaN into null.
  for (const path of nonFinite(reports, [])) {
    if (!issues.some((issue) => issue.startsWith(`${path}:`))) issues.push(`${path}: not a finite number`);
  }
  for (const [index, report] of reports.entries()) {
    for (const figure of report.figures) {
      for (const series of [...figure.series, ...(figure.residual?.series ?? [])]) {
        if (series.x.length !== series.y.length)
          issues.push(`reports[${index}], figure ${figure.title}, series ${series.name}: x and y differ in length`);
      }
    }
  }
  if (issues.length > 0) throw new ReportError(issues);
}

/** zod takes seconds over a million points, the loop below milliseconds. */
function withoutPoints(report: Result): Result {
  const hollow = (series: Series): Series => ({ ...series, x: [], y: [] });
  const figures = report.figures.map((figure) => ({
    ...figure,
    series: figure.series.map(hollow),
    ...(figure.residual === undefined
      ? {}
      : { residual: { ...figure.residual, series: figure.residual.series.map(hollow) } }),
  }));
  return report.kind === 'crossbar'
    ? { ...report, figures, maps: report.maps.map((map) => ({ ...map, values: [] })) }
    : { ...report, figures };
}

function place(path: readonly PropertyKey[]): string {
  return `reports${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}`;
}

function allFinite(items: readonly unknown[]): boolean {
  for (const item of items) {
    if (!Number.isFinite(item)) return false;
  }
  return true;
}

function nonFinite(value: unknown, path: readonly PropertyKey[]): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [place(path)];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && allFinite(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    nonFinite(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
