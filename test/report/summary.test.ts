import { exitCode, orderReports, orderVerdicts, summarise } from '../../src/report/summary.js';
import { marginOf, worstStatus } from '../../src/result/verdict.js';
import { resultStatus } from '../../src/report/summary.js';
import type { Verdict } from '../../src/result/verdict.js';
import { ReportError, assertReports } from '../../src/report/validate.js';
import { realistic, report, traceFigure, NOMINAL, unmeasured, verdict } from './fixtures.js';

describe('overall status', () => {
  test('error beats fail beats not-checked beats pass', () => {
    expect(worstStatus(['pass', 'not-checked', 'fail', 'error'])).toBe('error');
    expect(worstStatus(['pass', 'fail', 'not-checked'])).toBe('fail');
    expect(worstStatus(['not-checked', 'pass'])).toBe('not-checked');
    expect(worstStatus(['pass', 'pass'])).toBe('pass');
  });

  test('nothing is not a pass', () => {
    expect(worstStatus([])).toBe('not-checked');
    expect(summarise([]).status).toBe('not-checked');
    expect(resultStatus(report({ verdicts: [] }))).toBe('not-checked');
  });

  test('a spec is never better than its verdicts, nor than its failure', () => {
    expect(resultStatus(report({ status: 'pass', verdicts: [verdict(), verdict({ status: 'fail' })] }))).toBe('fail');
    expect(resultStatus(report({ status: 'fail' }))).toBe('fail');
    expect(resultStatus(report({ failure: 'boom' }))).toBe('error');
  });

  test('counts', () => {
    const summary = summarise(realistic());
    expect(summary.documents).toEqual({ error: 1, fail: 1, 'not-checked': 1, pass: 2 });
    expect(summary.verdicts).toEqual({ error: 1, fail: 2, 'not-checked': 1, pass: 33 });
    expect(summarise([report({ wallSeconds: 2 }), report({ wallSeconds: 3 })]).wallSeconds).toBe(5);
  });

  test('exit codes', () => {
    expect([exitCode('pass'), exitCode('fail'), exitCode('not-checked'), exitCode('error')]).toEqual([0, 1, 1, 3]);
  });
});

describe('order', () => {
  test('worst margin first, relative to the limit, missing margins before others', () => {
    const loose = verdict({ measured: 0.09, limit: 0.1, margin: 0.01 });
    const tight = verdict({ measured: 0.0199, limit: 0.02, margin: 0.0001 });
    const failed = verdict({ status: 'fail', measured: 0.03, margin: -0.01 });
    const missing = unmeasured({ status: 'fail' });
    expect(orderVerdicts([loose, tight, failed, missing])).toEqual([missing, failed, tight, loose]);
  });

  test('specs: worst status first', () => {
    expect(orderReports(realistic()).map((one) => one.name)[0]).toBe('trace-slow');
  });

  test('specs of one status: the smallest of the worst margins first', () => {
    const of = (name: string, ...margins: readonly number[]) =>
      report({
        name,
        file: `${name}.yaml`,
        verdicts: margins.map((margin) => verdict({ measured: 0.1 - margin, limit: 0.1, margin })),
      });
    const [wide, mixed, middle] = [of('wide', 0.09, 0.08), of('mixed', 0.09, 0.01), of('middle', 0.05, 0.06)];
    expect(orderReports([wide, middle, mixed]).map((one) => one.name)).toEqual(['mixed', 'middle', 'wide']);
  });

  test('a limit of zero leaves the margin as it is', () => {
    const exact = verdict({ measured: 0, limit: 0, margin: 0 });
    const beyond = verdict({ measured: 1, limit: 0, margin: -1 });
    const near = verdict({ measured: 0.001, limit: 0.1, margin: 0.0001 });
    expect(orderVerdicts([near, exact, beyond])).toEqual([beyond, exact, near]);
  });

  test('a margin is a share of its limit, so a wide limit with much left comes last', () => {
    const wide = verdict({ measured: 1, limit: 2, margin: 1 });
    const narrow = verdict({ measured: 0.001, limit: 0.01, margin: 0.009 });
    expect(orderVerdicts([narrow, wide])).toEqual([wide, narrow]);
  });

  test('a margin that a verdict does not carry is the limit less what was measured', () => {
    const without = (change: Partial<Verdict>): Verdict => {
      const { margin, ...rest } = verdict(change);
      void margin;
      return rest;
    };
    expect(marginOf(without({ measured: 0.03, limit: 0.1 }))).toBeCloseTo(0.07, 12);
    expect(marginOf(unmeasured({ status: 'error' }))).toBeUndefined();
  });
});

describe('reports that must not be shown', () => {
  const rejects = (change: Partial<Verdict>): void => {
    expect(() => {
      assertReports([report({ verdicts: [verdict(change)] })]);
    }).toThrow(ReportError);
  };

  test('believable reports are accepted', () => {
    expect(() => {
      assertReports(realistic());
    }).not.toThrow();
    expect(() => {
      assertReports([]);
    }).not.toThrow();
  });

  test('a pass with NaN, infinite, missing or out-of-limit measurement', () => {
    rejects({ measured: Number.NaN });
    rejects({ measured: Number.POSITIVE_INFINITY });
    rejects({ measured: 0.5 });
    rejects({ margin: -0.01 });
    expect(() => {
      assertReports([report({ verdicts: [unmeasured({ status: 'pass' })] })]);
    }).toThrow(/verdicts\[0\]\.measured/);
  });

  test('NaN anywhere else', () => {
    rejects({ status: 'fail', measured: Number.NaN });
    rejects({ limit: Number.NaN });
    const figure = traceFigure(NOMINAL);
    const [first, ...rest] = figure.series;
    if (first === undefined) throw new Error('fixture without series');
    const broken = { ...first, y: first.y.map((value, index) => (index === 3 ? Number.NaN : value)) };
    expect(() => {
      assertReports([report({ figures: [{ ...figure, series: [broken, ...rest] }] })]);
    }).toThrow(/series\[0\]\.y\[3\]/);
    const extra = { ...report(), invented: { deep: [Number.NaN] } };
    expect(() => {
      assertReports([extra]);
    }).toThrow('reports[0].invented.deep[0]: not a finite number');
  });

  test('curves whose x and y differ in length', () => {
    const figure = {
      ...traceFigure(NOMINAL),
      series: [{ name: 'a', role: 'rule' as const, mark: 'line' as const, x: [0, 1], y: [0] }],
    };
    expect(() => {
      assertReports([report({ figures: [figure] })]);
    }).toThrow(/differ in length/);
  });
});
