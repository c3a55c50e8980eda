import { runsTest } from '../../src/fit/inference/diagnostics.js';
import { estimate } from '../../src/fit/estimate-problem.js';
import type { FitProblem } from '../../src/fit/problem.js';

/* Misra1a of the NIST Statistical Reference Datasets, y = b1 (1 - exp(-b2 x)), with its certified values. */
const x = Float64Array.of(77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760);
const y = Float64Array.of(
  10.07,
  14.73,
  17.94,
  23.93,
  29.61,
  35.18,
  40.02,
  44.82,
  50.76,
  55.05,
  61.01,
  66.4,
  75.47,
  81.78,
);

function misra1a(b1: number, b2: number, b2Max = 1): FitProblem {
  const predict = ([first = NaN, second = NaN]: Float64Array): Float64Array =>
    x.map((value) => -first * Math.expm1(-second * value));
  return {
    name: 'Misra1a',
    x,
    observed: y,
    rows: [...x.keys()],
    xTitle: 'x',
    yTitle: 'y',
    predict,
    known: false,
    noise: 'normal',
    residuals: (values) => predict(values).map((value, index) => (y[index] ?? NaN) - value),
    nothing: { residuals: y, parameters: 0 },
    parameters: [
      { name: 'b1', meaning: '', unit: '', scale: 'linear', size: 100, start: b1, min: -1e4, max: 1e4 },
      { name: 'b2', meaning: '', unit: '', scale: 'log', size: 1, start: b2, min: 1e-8, max: b2Max },
    ],
  };
}

test.each([
  [500, 1e-4],
  [250, 5e-4],
])('certified values and errors of NIST from the start %d, %d', async (b1, b2) => {
  const found = await estimate(misra1a(b1, b2));
  expect(found.faults).toEqual([]);
  const [first, second] = found.parameters;
  expect(first?.value).toBeCloseTo(238.94212918, 4);
  expect(second?.value).toBeCloseTo(5.5015643181e-4, 9);
  expect(found.cost).toBeCloseTo(0.12455138894, 8);
  expect((first?.standardError ?? NaN) / 2.7070075241).toBeCloseTo(1, 4);
  expect((second?.standardError ?? NaN) / 7.2668688436e-6).toBeCloseTo(1, 4);
  // Hardly curved: the profile interval is nearly the symmetric one, +-2.179 errors at 12 degrees of freedom.
  expect(((first?.high ?? NaN) - (first?.low ?? NaN)) / (2 * 2.1788 * 2.7070075241)).toBeCloseTo(1, 2);
  expect(found.warnings.join()).toContain('b1 and b2 can hardly be told apart');
});

test('the bound of the search is no answer', async () => {
  expect((await estimate(misra1a(250, 1e-4, 3e-4))).faults).toEqual([
    'b2 ran into the bound of the search at 0.000300',
  ]);
});

test('two parameters that only act as a product are named', async () => {
  const base = misra1a(250, 5e-4);
  const problem: FitProblem = {
    ...base,
    parameters: [
      ...base.parameters,
      { name: 'gain', meaning: '', unit: '', scale: 'log', size: 1, start: 1, min: 1e-3, max: 1e3 },
    ],
    predict: (values) => base.predict(Float64Array.of((values[0] ?? NaN) * (values[2] ?? NaN), values[1] ?? NaN)),
    residuals: (values) => base.residuals(Float64Array.of((values[0] ?? NaN) * (values[2] ?? NaN), values[1] ?? NaN)),
  };
  expect((await estimate(problem)).faults.join()).toMatch(/do not tell b1, gain apart/);
});

test('an interval that is far from what its standard error says is told', async () => {
  // The mean of 15 points of 1 is known to 0.49: exp(p) is 1 +- 0.96, p from ln(0.04) to ln(1.96), more than twice as
  // wide as +-0.96.
  const ones = new Float64Array(15).fill(1);
  const predict = ([p = NaN]: Float64Array): Float64Array => ones.map(() => Math.exp(p));
  const error = 0.49 * Math.sqrt(15);
  const found = await estimate({
    name: 'bent',
    x: ones,
    observed: ones,
    rows: [...ones.keys()],
    xTitle: 'x',
    yTitle: 'y',
    predict,
    known: true,
    noise: 'normal',
    residuals: (values) => predict(values).map((value) => (1 - value) / error),
    nothing: { residuals: ones.map(() => 1 / error), parameters: 0 },
    parameters: [{ name: 'p', meaning: '', unit: '', scale: 'linear', size: 1, start: 0.5, min: -20, max: 20 }],
  });
  expect(found.parameters[0]?.low).toBeCloseTo(Math.log(1 - 1.96 * 0.49), 1);
  expect(found.parameters[0]?.high).toBeCloseTo(Math.log(1 + 1.96 * 0.49), 2);
  expect(found.warnings.join()).toMatch(/p: its interval is 2\.\d times what its standard error says/);
});

test('runs of signs: a slow wave has too few, alternation too many, independent draws neither', () => {
  const wave = Array.from({ length: 60 }, (_, index) => Math.sin(index / 6));
  expect(runsTest(wave)?.p).toBeLessThan(1e-6);
  expect(runsTest(wave.map((_, index) => (index % 2 === 0 ? 1 : -1)))?.p).toBeLessThan(1e-6);
  // 20 values with 10 positive in 11 runs: exactly what is expected.
  expect(runsTest([1, 1, -1, 1, -1, -1, 1, 1, -1, -1, -1, 1, 1, -1, 1, -1, -1, 1, 1, -1])?.p).toBeGreaterThan(0.5);
});
