import { fitLif } from '../../src/compare/lif-fit.js';
import { lifPeriod } from '../../src/rule/neuron.js';

const NEURON = { tau: 17e-3, threshold: 1e-9, refractory: 2e-3, reset: 0 };
const CURRENTS = [1.1, 1.4, 2, 4, 9].map((one) => one * 1e-9);

test.each([
  { reset: 0, refractory: 2e-3 },
  { reset: 0.5, refractory: 5e-4 },
  { reset: 0, refractory: 0 },
])('the curve of a neuron gives its parameters: %o', (part) => {
  const neuron = { ...NEURON, ...part };
  const fit = fitLif(
    CURRENTS.map((current) => ({ current, period: lifPeriod(neuron, current) })),
    neuron.reset,
  );
  expect(fit?.tau).toBeCloseTo(neuron.tau, 6);
  expect((fit?.threshold ?? NaN) * 1e9).toBeCloseTo(1, 4);
  expect(fit?.refractory).toBeCloseTo(neuron.refractory, 6);
});

test('two points are no curve, and periods that grow with the current are those of no such neuron', () => {
  const period = (current: number): number => lifPeriod(NEURON, current);
  expect(
    fitLif(
      [2e-9, 4e-9].map((current) => ({ current, period: period(current) })),
      0,
    ),
  ).toBeUndefined();
  expect(
    fitLif(
      [2e-9, 4e-9, 8e-9].map((current) => ({ current, period: current * 1e6 })),
      0,
    )?.tau ?? 0,
  ).toBeLessThan(1e-2);
});
