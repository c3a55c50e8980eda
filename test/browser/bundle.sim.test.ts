import * as node from '../../src/browser.js';
import type { Simulator } from '../../src/engine/simulator.js';
import { createSimulator } from '../../src/node/engine/registry.js';
import { inBrowser } from '../support/browser.js';

const browser = inBrowser();

const SPEC = `
rulespice: 1
name: trace
rule: { kind: trace, tau: 20 ms }
verify:
  - { quantity: tau, against: rule, max: 5 % }
  - { quantity: x, against: model, max: 5 % }
`;

const ARRAY = `
rulespice: 1
name: array
crossbar: { rows: 2, columns: 2, conductance: { csv: cells.csv }, wires: { word: 2 ohm, bit: 2 ohm } }
read: { inputs: { uniform: 0.2 V } }
verify: [{ quantity: current-loss, max: 1 % }]
`;

/** A report without the time it took. */
const lasting = (report: object): unknown =>
  JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'wallSeconds' ? undefined : value)));

async function verified({ parseSpec, verifySpec, noCache }: typeof node, simulator: Simulator): Promise<unknown> {
  const spec = parseSpec(SPEC, 'trace.yaml');
  return lasting(await verifySpec(spec, { simulator, cache: noCache }, { file: 'trace.yaml', folder: '.' }));
}

test('a spec is verified in a browser with the bits of the command line', async () => {
  const simulator = createSimulator('auto', { jobs: 2 });
  try {
    const here = await verified(node, simulator);
    expect(await verified(browser, simulator)).toEqual(here);
    expect(here).toMatchObject({ status: 'pass' });
  } finally {
    await simulator.dispose();
  }
});

test('a spec is explained in a browser', () => {
  const explain = ({ parseSpec, explainSpec }: typeof node): unknown =>
    lasting(explainSpec(parseSpec(SPEC, 'trace.yaml')));
  expect(explain(browser)).toEqual(explain(node));
});

test('an array is solved in a browser, from the CSV that stands beside its document', async () => {
  const { parseCrossbar, runCrossbar } = browser;
  const simulator = (): Simulator => {
    throw new Error('no check of this document needs one');
  };
  const { report } = await runCrossbar(parseCrossbar(ARRAY, 'array.yaml'), 'read', {
    folder: '.',
    file: 'array.yaml',
    simulator,
  });
  // Two ohms of wire beside cells of 25 kOhm and more lose some hundred parts in a million.
  const [verdict] = report.verdicts;
  expect(verdict).toMatchObject({ status: 'pass' });
  expect(verdict?.measured).toBeGreaterThan(1e-5);
  expect(verdict?.measured).toBeLessThan(1e-3);
});

test('data are fitted in a browser with the bits of the command line', async () => {
  const rows = Array.from({ length: 200 }, (_, index) => {
    const time = index * 0.5;
    return `${time},${1e3 * Math.exp(-time / 20) + 3 * Math.sin(17 * index)}`;
  });
  const file = { file: 'decay.csv', text: `t (ms),x (nA)\n${rows.join('\n')}\n` };
  const fitted = async ({ fit, fitTargets, joinTables }: typeof node): Promise<unknown> => {
    const target = fitTargets.find(({ name }) => name === 'trace');
    if (!target) throw new Error('no target "trace"');
    const data = joinTables([file], target.columns, { map: [], keep: [], holdOut: [] });
    const { status, estimates } = await fit(target, data, { name: 'decay', source: 'a test', sha256: [] });
    return lasting({ status, estimates });
  };
  const here = await fitted(node);
  expect(await fitted(browser)).toEqual(here);
  expect(JSON.stringify(here)).toContain('"tau"');
});
