import type { Result } from '../result/result.js';
import { marginOf, type Verdict, type VerdictStatus } from '../result/verdict.js';
import { engineOf, titleOf } from './about.js';
import { resultStatus } from './summary.js';
import { assertReports } from './validate.js';
import { checkText, conditionsText, plainText, reasonText } from './words.js';
import { element, escapeText } from './xml.js';

/**
 * JUnit XML as CI systems read it: one suite per check and one test case per condition (and sample), or one suite per
 * document and a test case per check where there are no conditions; the numbers as properties. `error` becomes
 * `<error>`, `fail` and `not-checked` become `<failure>`: a reader that knows only passed and failed must not see a
 * pass there, and `<skipped>` counts as green in most of them. Ends with a newline.
 */
export function renderJunit(reports: readonly Result[]): string {
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

/** Verdicts by check, in the order of the report; those without conditions by their document. */
function suitesOf(report: Result): [string, Verdict[]][] {
  const suites = new Map<string, Verdict[]>();
  for (const verdict of report.verdicts) {
    const check = `: ${checkText(verdict)} (${plainText(verdict.experiment)})`;
    const name = `${titleOf(report)}${verdict.conditions ? check : ''}`;
    suites.set(name, [...(suites.get(name) ?? []), verdict]);
  }
  return [...suites];
}

function suite(
  name: string,
  cases: readonly string[],
  report: Result,
  verdicts: readonly Pick<Verdict, 'status'>[],
): string {
  const count = (test: (status: VerdictStatus) => boolean): number =>
    verdicts.filter(({ status }) => test(status)).length;
  return element(
    'testsuite',
    {
      name,
      tests: cases.length,
      failures: count(isFailed),
      errors: count((status) => status === 'error'),
      skipped: 0,
      file: report.file,
    },
    cases,
  );
}

function testcase(verdict: Verdict, classname: string, report: Result): string {
  const { conditions, status, sample } = verdict;
  const reason = reasonText(verdict) ?? '';
  const body = `${reason}\nreplay: ${plainText(verdict.replay)}`;
  const outcome =
    status === 'pass'
      ? []
      : [element(status === 'error' ? 'error' : 'failure', { message: reason, type: status }, [escapeText(body)])];
  const attributes = {
    name: conditions ? `${conditionsText(conditions)}${sample ? `, sample ${sample.index}` : ''}` : checkText(verdict),
    classname,
    file: report.file,
    line: verdict.line,
  };
  return element('testcase', attributes, [element('properties', {}, properties(verdict, report)), ...outcome]);
}

function properties(verdict: Verdict, report: Result): string[] {
  const { conditions, sample } = verdict;
  const yields = report.kind === 'rule' ? (report.yields ?? []) : [];
  const row = yields.find(
    (candidate) =>
      conditions !== undefined &&
      verdict.metric === 'yield-loss' &&
      candidate.quantity === verdict.quantity &&
      conditionsText(candidate.conditions) === conditionsText(conditions),
  );
  const values: Readonly<Record<string, string | number | undefined>> = {
    status: verdict.status,
    metric: verdict.metric,
    measured: verdict.measured,
    bound: verdict.bound,
    limit: verdict.limit,
    margin: marginOf(verdict),
    unit: verdict.unit,
    value: verdict.value,
    reference: verdict.reference,
    valueUnit: verdict.valueUnit,
    seed: sample?.seed ?? row?.seed,
    sample: sample?.index,
    samples: row?.samples,
    sampling: row?.sampling,
    passed: row?.passed,
    engine: engineOf(report),
    replay: plainText(verdict.replay),
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [element('property', { name, value }, [])],
  );
}

/** A document that never came to its checks is one erroneous test case. */
function failureSuite(report: Result): string[] {
  if (!isFailure(report)) return [];
  const name = `${titleOf(report)}: the spec itself`;
  const reason = report.failure ?? 'nothing was checked';
  const only = element('testcase', { name: 'designed and simulated', classname: name, file: report.file }, [
    element('error', { message: plainText(reason), type: resultStatus(report) }, [escapeText(reason)]),
  ]);
  return [suite(name, [only], report, [{ status: 'error' }])];
}

/** Without a verdict there would be no test case, and no test case looks like a success. */
function isFailure(report: Result): boolean {
  return report.failure !== undefined || report.verdicts.length === 0;
}

function isFailed(status: VerdictStatus): boolean {
  return status === 'fail' || status === 'not-checked';
}

function seconds(time: number): string {
  return time.toFixed(3);
}
