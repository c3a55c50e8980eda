import { baselineOf, compareRuns } from '../../src/report/baseline.js';
import { renderHtml } from '../../src/report/html.js';
import { renderJson } from '../../src/report/json.js';
import { reportFileSchema } from '../../src/result/result.js';
import type { RuleResult } from '../../src/result/rule.js';
import type { YieldRow } from '../../src/result/samples.js';
import { conditionsText } from '../../src/report/words.js';
import { NOMINAL, report, verdict } from './fixtures.js';

const OFF = { ...NOMINAL, capacitor: 0.1, bias: -0.05 };
const ROW: YieldRow = {
  quantity: 'tau',
  experiment: 'impulse',
  conditions: OFF,
  seed: 9,
  sampling: 'sobol',
  replicates: 8,
  samples: 128,
  planned: 128,
  passed: 128,
  failed: 0,
  unknown: 0,
  interval: [0.972, 1],
  confidence: 0.95,
  goal: { min: 0.95, confidence: 0.95 },
  errors: [],
  sensitivity: {
    of: 'ln tau',
    simulated: 0.05,
    predicted: 0.0499,
    explained: 0.999,
    devices: [
      { instance: 'chip', device: 'capacitors', parameter: 'capacitance', slope: 0.951, sigma: 0.03, share: 0.6 },
      { instance: 'x', device: 'mtau', parameter: 'threshold', slope: 31.3, sigma: 0.0006, share: 0.3 },
      { instance: 'chip', device: 'temperature', parameter: 'temperature', slope: 0.0032, sigma: 3.3, share: 0.12 },
      { instance: 'chip', device: 'pfet', parameter: 'beta', slope: 0.1, sigma: 0.02, share: -0.02 },
    ],
  },
};
const REPORT = report({ yields: [ROW], verdicts: [verdict({ status: 'pass', measured: 0.01, conditions: OFF })] });

test('errors of capacitors and references are part of the conditions, wherever these are written', () => {
  expect(conditionsText(OFF)).toBe(`${conditionsText(NOMINAL)}, C +10 %, I -5 %`);
  expect(conditionsText({ ...NOMINAL, capacitor: 0.1 + 0.2 })).toMatch(/, C \+30 %$/);
});

test('the page names the design of the samples and every factor with its units', async () => {
  const html = (await renderHtml([REPORT], { date: new Date(0) })).replaceAll('\u00a0', ' ');
  for (const text of [
    'C +10 %, I −5 %',
    '128 of 128; sobol, 8 replicates',
    'chip.capacitors</td><td>C</td><td class="n">0.951 per unit</td><td class="n">3 %</td>',
    'x.mtau</td><td>|Vth|</td><td class="n">31.3 per V</td><td class="n">600 µV</td>',
    'chip.temperature</td><td>T</td>',
  ])
    expect(html).toContain(text);
});

test('JSON holds them by the published schema', () => {
  const parsed = reportFileSchema.parse(JSON.parse(renderJson([REPORT], { date: new Date(0) })));
  expect(parsed.reports[0]!.verdicts[0]!.conditions).toEqual(OFF);
  expect((parsed.reports[0] as RuleResult).yields![0]).toEqual(ROW);
});

test('a baseline tells the nominal circuit from one whose capacitors are off', () => {
  const both = report({
    verdicts: [
      verdict({ status: 'pass', measured: 0.01, margin: 0.01, limit: 0.02 }),
      verdict({ status: 'pass', measured: 0.01, margin: 0.01, limit: 0.02, conditions: OFF }),
    ],
  });
  const worse = report({
    verdicts: [
      verdict({ status: 'pass', measured: 0.01, margin: 0.01, limit: 0.02 }),
      verdict({ status: 'pass', measured: 0.019, margin: 0.001, limit: 0.02, conditions: OFF }),
    ],
  });
  const moves = compareRuns(baselineOf([both]), baselineOf([worse]), 0.1);
  expect(moves.map(({ entry, regressed }) => [entry.conditions?.capacitor, regressed])).toEqual([
    [undefined, false],
    [0.1, true],
  ]);
});
