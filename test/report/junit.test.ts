import { renderJunit } from '../../src/report/junit.js';
import { parseXml, type Xml } from '../support/xml.js';
import { HOSTILE, HOT, NOMINAL, realistic, report, unmeasured, verdict } from './fixtures.js';

const named = ({ children }: Xml, name: string): Xml[] => children.filter((child) => child.name === name);
const suitesIn = (text: string): Xml[] => named(parseXml(text), 'testsuite');

/** The properties of a test case. */
const valuesOf = (one: Xml): Record<string, string> =>
  Object.fromEntries(
    named(named(one, 'properties')[0]!, 'property').map(({ attributes }) => [attributes.name!, attributes.value!]),
  );

/** What Jenkins, GitLab and GitHub's readers take from a file; each counts on these names. */
function assertStructure(root: Xml): void {
  expect(root.name).toBe('testsuites');
  const total = { tests: 0, failures: 0, errors: 0 };
  for (const suite of root.children) {
    expect(suite.name).toBe('testsuite');
    const cases = named(suite, 'testcase');
    const of = (outcome: string): number => cases.filter((one) => named(one, outcome).length > 0).length;
    const counted = { tests: cases.length, failures: of('failure'), errors: of('error') };
    expect(suite.attributes).toMatchObject({
      name: expect.stringMatching(/./) as string,
      skipped: '0',
      tests: String(counted.tests),
      failures: String(counted.failures),
      errors: String(counted.errors),
    });
    for (const one of cases) {
      for (const key of ['name', 'classname', 'file']) expect(one.attributes[key]).toBeDefined();
      expect(
        one.children.map((child) => child.name).filter((name) => !['properties', 'failure', 'error'].includes(name)),
      ).toEqual([]);
      for (const outcome of [...named(one, 'failure'), ...named(one, 'error')])
        expect(outcome.attributes).toMatchObject({
          type: expect.any(String) as string,
          message: expect.any(String) as string,
        });
    }
    for (const key of ['tests', 'failures', 'errors'] as const) total[key] += counted[key];
  }
  expect(root.attributes).toMatchObject({
    tests: String(total.tests),
    failures: String(total.failures),
    errors: String(total.errors),
  });
}

test('the structure that CI systems read, over every status and hostile names', () => {
  assertStructure(parseXml(renderJunit(realistic())));
  const bad = report({
    name: HOSTILE,
    file: `a"b&<c>\u0001\ud800.yaml`,
    rule: 'stdp',
    verdicts: [verdict({ status: 'fail', measured: 0.5, margin: -0.48, reason: `]]> ${HOSTILE} \u0000` })],
  });
  const root = parseXml(renderJunit([bad]));
  assertStructure(root);
  expect(root.children[0]!.attributes.name).toContain(HOSTILE);
});

test('a suite per check, a test case per condition, the numbers and the place', () => {
  const suites = suitesIn(
    renderJunit([
      report({ verdicts: [verdict(), verdict({ conditions: HOT, measured: 0.03, margin: -0.01, status: 'fail' })] }),
    ]),
  );
  expect(suites).toHaveLength(1);
  const cases = named(suites[0]!, 'testcase');
  expect(cases.map(({ attributes }) => [attributes.name, attributes.file, attributes.line])).toEqual([
    ['tt, 27 C, 1.8 V', 'examples/stdp.yaml', '21'],
    ['ff, 60 C, 1.98 V', 'examples/stdp.yaml', '21'],
  ]);
  expect(valuesOf(cases[1]!)).toMatchObject({ status: 'fail', measured: '0.03', limit: '0.02', margin: '-0.01' });
  expect(named(cases[1]!, 'failure')[0]!.text).toContain('replay: npx rulespice');
});

test('only a pass is green: what was not checked is a failure, a spec without verdicts an error', () => {
  const count = (text: string): (string | undefined)[] =>
    ['tests', 'failures', 'errors'].map((key) => parseXml(text).attributes[key]);
  expect(count(renderJunit([report({ verdicts: [verdict()] })]))).toEqual(['1', '0', '0']);
  expect(
    count(renderJunit([report({ verdicts: [unmeasured({ status: 'not-checked', reason: 'no shape' })] })])),
  ).toEqual(['1', '1', '0']);
  expect(
    count(renderJunit([report({ verdicts: [unmeasured({ status: 'error', reason: 'no convergence' })] })])),
  ).toEqual(['1', '0', '1']);
  expect(count(renderJunit([report({ verdicts: [], status: 'not-checked' })]))).toEqual(['1', '0', '1']);
  expect(
    count(
      renderJunit([
        report({ verdicts: [verdict()], status: 'error', failure: 'the process could not be characterised' }),
      ]),
    ),
  ).toEqual(['2', '0', '1']);
});

test('a sample names its seed and number; a yield its samples', () => {
  const row = {
    quantity: 'window',
    experiment: 'window',
    conditions: NOMINAL,
    seed: 9,
    sampling: 'random' as const,
    replicates: 1,
    samples: 50,
    planned: 50,
    passed: 49,
    failed: 1,
    unknown: 0,
    interval: [0.9, 0.99] as const,
    confidence: 0.98,
    goal: { min: 0.9, confidence: 0.95 },
    errors: [],
  };
  const text = renderJunit([
    report({
      yields: [row],
      verdicts: [
        verdict({ sample: { seed: 9, index: 17 } }),
        verdict({
          quantity: 'window',
          against: 'rule',
          metric: 'yield-loss',
          limit: 0.1,
          measured: 0.1,
          margin: 0,
        }),
      ],
    }),
  ]);
  const [sample, whole] = suitesIn(text).flatMap((suite) => named(suite, 'testcase'));
  expect(valuesOf(sample!)).toMatchObject({ seed: '9', sample: '17' });
  expect(sample!.attributes.name).toMatch(/, sample 17$/);
  expect(whole!.attributes.name).not.toMatch(/sample/);
  // What a verdict has not is no property, and a property has nothing in it.
  const [{ children: properties }] = named(sample!, 'properties') as [Xml];
  expect(properties.map(({ name, children }) => [name, children])).toEqual(properties.map(() => ['property', []]));
  expect(properties.map(({ attributes }) => attributes.name)).not.toContain('samples');
  expect(valuesOf(whole!)).toMatchObject({ seed: '9', samples: '50', sampling: 'random', passed: '49' });
});

test('the reason, the type and the command that repeats it stand in the outcome', () => {
  const text = renderJunit([
    report({
      status: 'fail',
      verdicts: [
        verdict({ status: 'fail', measured: 0.5, margin: -0.48, reason: 'too slow', replay: 'do it again' }),
        unmeasured({ status: 'not-checked', reason: 'no shape' }),
        unmeasured({ status: 'error', reason: 'no convergence' }),
        verdict(),
      ],
    }),
  ]);
  const outcomes = suitesIn(text)
    .flatMap((suite) => named(suite, 'testcase'))
    .map((one) => one.children.filter(({ name }) => name !== 'properties'));
  expect(
    outcomes.map(([outcome]) => outcome && [outcome.name, outcome.attributes.type, outcome.attributes.message]),
  ).toEqual([
    ['failure', 'fail', 'too slow'],
    ['failure', 'not-checked', 'no shape'],
    ['error', 'error', 'no convergence'],
    undefined,
  ]);
  expect(outcomes[0]![0]!.text).toBe('too slow\nreplay: do it again');
});

test('a spec that never came to its checks says why, as an error of its own', () => {
  const [whole] = suitesIn(renderJunit([report({ verdicts: [], status: 'error', failure: 'no PDK\nat all' })]));
  expect(whole!.attributes).toMatchObject({
    name: 'stdp-window: the spec itself',
    tests: '1',
    errors: '1',
    failures: '0',
  });
  const [only] = named(whole!, 'testcase');
  expect(only!.attributes).toEqual({
    name: 'designed and simulated',
    classname: 'stdp-window: the spec itself',
    file: 'examples/stdp.yaml',
  });
  expect(named(only!, 'error')[0]).toMatchObject({
    attributes: { message: 'no PDK at all', type: 'error' },
    text: 'no PDK\nat all',
  });
  const [empty] = suitesIn(renderJunit([report({ verdicts: [], status: 'pass' })]));
  expect(named(named(empty!, 'testcase')[0]!, 'error')[0]).toMatchObject({
    attributes: { message: 'nothing was checked', type: 'not-checked' },
  });
});

test('verdicts of one check share a suite, whatever stands between them; other checks and experiments do not', () => {
  const other = { quantity: 'tau', against: 'rule', metric: 'relative-error' } as const;
  const suites = suitesIn(
    renderJunit([
      report({
        verdicts: [verdict(), verdict(other), verdict({ conditions: HOT }), verdict({ experiment: 'poisson' })],
      }),
    ]),
  );
  expect(suites.map(({ attributes, children }) => [attributes.name, children.length, attributes.file])).toEqual([
    ['stdp-window: window vs rule (window)', 2, 'examples/stdp.yaml'],
    ['stdp-window: tau vs rule (window)', 1, 'examples/stdp.yaml'],
    ['stdp-window: window vs rule (poisson)', 1, 'examples/stdp.yaml'],
  ]);
});

test('the whole carries its name and the time of all specs, and ends with a newline', () => {
  const text = renderJunit([report({ wallSeconds: 1.5 }), report({ wallSeconds: 2.0004 })]);
  expect(parseXml(text).attributes).toMatchObject({ name: 'rulespice', time: '3.500' });
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites .*<\/testsuites>\n$/s);
});

test('every number of a verdict is a property, and what was not measured is none', () => {
  const [first, second] = suitesIn(
    renderJunit([
      report({
        verdicts: [
          verdict({ value: 1.5, reference: 2, valueUnit: 's' }),
          unmeasured({ status: 'error', reason: 'no', conditions: HOT }),
        ],
      }),
    ]),
  ).flatMap((suite) => named(suite, 'testcase'));
  expect(valuesOf(first!)).toEqual({
    status: 'pass',
    metric: 'nrmse',
    measured: '0.0123',
    bound: 'max',
    limit: '0.02',
    margin: '0.0077',
    unit: 'fraction',
    value: '1.5',
    reference: '2',
    valueUnit: 's',
    engine: 'ngspice-wasm 39.3',
    replay: verdict().replay,
  });
  expect(valuesOf(second!)).toEqual({
    status: 'error',
    metric: 'nrmse',
    bound: 'max',
    limit: '0.02',
    unit: 'fraction',
    engine: 'ngspice-wasm 39.3',
    replay: verdict().replay,
  });
});

test('a yield belongs to the verdict of its quantity and conditions only', () => {
  const check = { quantity: 'window', against: 'rule', metric: 'yield-loss' } as const;
  const row = {
    quantity: 'window',
    experiment: 'window',
    conditions: HOT,
    seed: 9,
    sampling: 'random' as const,
    replicates: 1,
    samples: 50,
    planned: 50,
    passed: 49,
    failed: 1,
    unknown: 0,
    interval: [0.9, 0.99] as const,
    confidence: 0.98,
    goal: { min: 0.9, confidence: 0.95 },
    errors: [],
  };
  const measured = { limit: 0.1, measured: 0.05, margin: 0.05 };
  const cases = suitesIn(
    renderJunit([
      report({
        yields: [row],
        verdicts: [
          verdict({ ...check, ...measured, conditions: HOT }),
          verdict({ ...check, ...measured }),
          verdict({ ...check, quantity: 'tau', ...measured, conditions: HOT }),
          verdict({ conditions: HOT }),
        ],
      }),
    ]),
  ).flatMap((suite) => named(suite, 'testcase'));
  expect(cases.map((one) => valuesOf(one).samples)).toEqual(['50', undefined, undefined, undefined]);
});

test('what contradicts itself is not written', () => {
  expect(() => renderJunit([report({ verdicts: [verdict({ measured: NaN })] })])).toThrow();
});
