import { element, escapeText } from '../../report/xml.js';
import type { CrossbarReport, CrossbarVerdict } from './types.js';

/**
 * JUnit XML: a suite per document and analysis, a test case per check. As in the report of rules, `error` becomes
 * `<error>` and everything else that is no pass `<failure>`.
 */
export function crossbarJunit(reports: readonly CrossbarReport[]): string {
  const suites = reports.map((report) =>
    element(
      'testsuite',
      {
        name: `${report.spec.name}: ${report.action}`,
        ...counts([report]),
        file: report.spec.file,
        time: report.wallSeconds.toFixed(3),
      },
      isLost(report) ? [lostCase(report)] : report.verdicts.map((verdict) => testcase(verdict, report)),
    ),
  );
  const time = reports.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0);
  const attributes = { name: 'rulespice', ...counts(reports), time: time.toFixed(3) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, suites)}\n`;
}

function counts(reports: readonly CrossbarReport[]) {
  const verdicts = reports.flatMap((report) => report.verdicts);
  const lost = reports.filter(isLost).length;
  const count = (...wanted: CrossbarVerdict['status'][]): number =>
    verdicts.filter(({ status }) => wanted.includes(status)).length;
  return {
    tests: verdicts.length + lost,
    failures: count('fail', 'not-checked'),
    errors: count('error') + lost,
    skipped: 0,
  };
}

/** A document that failed before any of its checks. */
function isLost({ status, verdicts }: CrossbarReport): boolean {
  return status === 'error' && verdicts.length === 0;
}

/** A suite without a case looks like a success to most readers. */
function lostCase({ spec, notes }: CrossbarReport): string {
  const reason = notes.join('; ');
  return element('testcase', { name: 'the document itself', classname: spec.file }, [
    element('error', { message: reason, type: 'error' }, [escapeText(reason)]),
  ]);
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
