import type { Verdict } from '../compare/verdict.js';
import { marginOf, specStatus } from './summary.js';
import type { SpecReport } from './types.js';
import { assertReports } from './validate.js';
import { checkText, conditionsText, plainText, reasonText } from './words.js';
import { element, escapeText } from './xml.js';

/**
 * JUnit XML as CI systems read it: one suite per check, one test case per condition (and sample), the numbers as
 * properties. `error` becomes `<error>`, `fail` and `not-checked` become `<failure>`: a reader that knows only passed
 * and failed must not see a pass there, and `<skipped>` counts as green in most of them. Ends with a newline.
 */
export function renderJunit(reports: readonly SpecReport[]): string {
  assertReports(reports);
  const suites = reports.flatMap((report) => [
    ...failureSuite(report),
    ...suitesOf(report).map(([name, verdicts]) =>
      suite(
        name,
        verdicts.map((verdict) => testcase(verdict, name, report)),
        report,
        verdicts,
      ),
    ),
  ]);
  const every = reports.flatMap((report) => [
    ...report.verdicts.map(({ status }) => status),
    ...(isFailure(report) ? (['error'] as const) : []),
  ]);
  const time = reports.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  const totals = {
    name: 'rulespice',
    tests: every.length,
    failures: every.filter(isFailed).length,
    errors: every.filter((status) => status === 'error').length,
    time: seconds(time),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', totals, suites)}\n`;
}

/** Verdicts by check, in the order of the report. */
function suitesOf(report: SpecReport): [string, Verdict[]][] {
  const suites = new Map<string, Verdict[]>();
  for (const verdict of report.verdicts) {
    const name = `${plainText(report.spec.name)}: ${checkText(verdict)} (${plainText(verdict.experiment)})`;
    suites.set(name, [...(suites.get(name) ?? []), verdict]);
  }
  return [...suites];
}

function suite(
  name: string,
  cases: readonly string[],
  report: SpecReport,
  verdicts: readonly Pick<Verdict, 'status'>[],
): string {
  const count = (test: (status: Verdict['status']) => boolean): number =>
    verdicts.filter(({ status }) => test(status)).length;
  return element(
    'testsuite',
    {
      name,
      tests: cases.length,
      failures: count(isFailed),
      errors: count((status) => status === 'error'),
      skipped: 0,
      file: report.spec.file,
    },
    cases,
  );
}

function testcase(verdict: Verdict, classname: string, report: SpecReport): string {
  const { check, conditions, status } = verdict;
  const reason = reasonText(verdict) ?? '';
  const body = `${reason}\nreplay: ${plainText(verdict.replay)}`;
  const outcome =
    status === 'pass'
      ? []
      : [element(status === 'error' ? 'error' : 'failure', { message: reason, type: status }, [escapeText(body)])];
  const attributes = {
    name: `${conditionsText(conditions)}${verdict.sample ? `, sample ${verdict.sample.index}` : ''}`,
    classname,
    file: report.spec.file,
    line: check.line,
  };
  return element('testcase', attributes, [element('properties', {}, properties(verdict, report)), ...outcome]);
}

function properties(verdict: Verdict, report: SpecReport): string[] {
  const row = report.yields?.find(
    ({ quantity, conditions }) =>
      verdict.check.metric === 'yield-loss' &&
      quantity === verdict.check.quantity &&
      conditionsText(conditions) === conditionsText(verdict.conditions),
  );
  const values: Readonly<Record<string, string | number | undefined>> = {
    status: verdict.status,
    metric: verdict.check.metric,
    measured: verdict.measured,
    limit: verdict.limit,
    margin: marginOf(verdict),
    value: verdict.value,
    reference: verdict.reference,
    unit: verdict.unit,
    seed: verdict.sample?.seed ?? row?.seed,
    sample: verdict.sample?.index,
    samples: row?.samples,
    sampling: row?.sampling,
    passed: row?.passed,
    engine: `${report.engine.name} ${report.engine.version}`,
    replay: plainText(verdict.replay),
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [element('property', { name, value }, [])],
  );
}

/** A spec that never came to its checks is one erroneous test case. */
function failureSuite(report: SpecReport): string[] {
  if (!isFailure(report)) return [];
  const name = `${plainText(report.spec.name)}: the spec itself`;
  const reason = report.failure ?? 'nothing was checked';
  const only = element('testcase', { name: 'designed and simulated', classname: name, file: report.spec.file }, [
    element('error', { message: plainText(reason), type: specStatus(report) }, [escapeText(reason)]),
  ]);
  return [suite(name, [only], report, [{ status: 'error' }])];
}

/** Without a verdict there would be no test case, and no test case looks like a success. */
function isFailure(report: SpecReport): boolean {
  return report.failure !== undefined || report.verdicts.length === 0;
}

function isFailed(status: Verdict['status']): boolean {
  return status === 'fail' || status === 'not-checked';
}

function seconds(time: number): string {
  return time.toFixed(3);
}
