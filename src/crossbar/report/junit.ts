import { element, escapeText } from '../../report/xml.js';
import type { CrossbarReport, CrossbarVerdict } from './types.js';

/**
 * JUnit XML: a suite per document and analysis, a test case per check. As in the report of rules, `error` becomes
 * `<error>` and everything else that is no pass `<failure>`.
 */
export function crossbarJunit(reports: readonly CrossbarReport[]): string {
  const every = reports.flatMap(({ verdicts }) => verdicts);
  const suites = reports.map((report) =>
    element(
      'testsuite',
      {
        name: `${report.spec.name}: ${report.action}`,
        ...counts(report.verdicts),
        file: report.spec.file,
        time: report.wallSeconds.toFixed(3),
      },
      report.verdicts.map((verdict) => testcase(verdict, report)),
    ),
  );
  const time = reports.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  return (
    `<?xml version="1.0" ` +
    `encoding="UTF-8"?>\n${element('testsuites', { name: 'rulespice', ...counts(every), time: time.toFixed(3) }, suites)}\n`
  );
}

function counts(verdicts: readonly CrossbarVerdict[]) {
  const count = (...wanted: CrossbarVerdict['status'][]): number =>
    verdicts.filter(({ status }) => wanted.includes(status)).length;
  return { tests: verdicts.length, failures: count('fail', 'not-checked'), errors: count('error'), skipped: 0 };
}

function testcase(
  { quantity, status, bound, limit, unit, measured, reason = '', replay, line }: CrossbarVerdict,
  { spec, action }: CrossbarReport,
): string {
  const values = { status, bound, limit, unit, measured, replay };
  const properties = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [element('property', { name, value }, [])],
  );
  const outcome =
    status === 'pass'
      ? []
      : [
          element(status === 'error' ? 'error' : 'failure', { message: reason, type: status }, [
            escapeText(`${reason}\nreplay: ${replay}`),
          ]),
        ];
  return element('testcase', { name: quantity, classname: `${spec.name}: ${action}`, file: spec.file, line }, [
    element('properties', {}, properties),
    ...outcome,
  ]);
}
