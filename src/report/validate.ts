import { z } from 'zod';
import { specReportSchema } from './schema.js';
import type { SpecReport } from './types.js';

/** A report that must not be shown: a pass without a measurement, a number that is none, curves of unequal length. */
export class ReportError extends Error {
  constructor(readonly issues: readonly string[]) {
    super(`the report contradicts itself:\n${issues.join('\n')}`);
    this.name = 'ReportError';
  }
}

/** Throws a `ReportError` unless every report can be believed. Every writer calls it first. */
export function assertReports(reports: readonly SpecReport[]): void {
  const result = z.array(specReportSchema).safeParse(reports);
  const issues = result.success ? [] : result.error.issues.map((issue) => `${place(issue.path)}: ${issue.message}`);
  // Fields the schema does not know are checked too: JSON would turn NaN into null.
  for (const path of nonFinite(reports, [])) {
    if (!issues.some((issue) => issue.startsWith(`${path}:`))) issues.push(`${path}: not a finite number`);
  }
  if (issues.length > 0) throw new ReportError(issues);
}

function place(path: readonly PropertyKey[]): string {
  return `reports${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}`;
}

function nonFinite(value: unknown, path: readonly PropertyKey[]): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [place(path)];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => nonFinite(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => nonFinite(item, [...path, key]));
}
