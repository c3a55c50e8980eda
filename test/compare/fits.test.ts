import { fitDecay } from '../../src/compare/decay-fit.js';
import { fitSide } from '../../src/compare/window-fit.js';

const time = Float64Array.from({ length: 4001 }, (_, index) => index * 5e-5);

test('the time constant of an exponential comes back to 1e-5', () => {
  const fit = fitDecay({ x: time, y: time.map((t) => 3 * Math.exp(-t / 20e-3)) }, 1e-3);
  expect(fit?.tau).toBeCloseTo(20e-3, 7);
  expect(fit?.residual).toBeLessThan(1e-4);
});

test('a decay to a floor of 5 % is seen as slower, and its residual shows it', () => {
  const fit = fitDecay({ x: time, y: time.map((t) => Math.exp(-t / 20e-3) + 0.05) }, 0);
  expect(fit?.tau).toBeGreaterThan(21e-3);
  expect(fit?.residual).toBeGreaterThan(0.02);
});

test.each([
  ['never falls to a tenth', time.map((t) => Math.exp(-t / 1))],
  ['is zero', time.map(() => 0)],
  ['is negative', time.map((t) => -Math.exp(-t / 20e-3))],
  ['is not finite', time.map(() => NaN)],
])('a curve that %s has no time constant', (_, y) => {
  expect(fitDecay({ x: time, y }, 0)).toBeUndefined();
});

const dt = Float64Array.of(-40e-3, -20e-3, -10e-3, 10e-3, 20e-3, 40e-3);

test('both sides of a window come back with their signs', () => {
  const change = dt.map((t) => (t > 0 ? 0.02 * Math.exp(-t / 16.8e-3) : -0.015 * Math.exp(t / 33.7e-3)));
  const plus = fitSide({ dt, change }, 1);
  const minus = fitSide({ dt, change }, -1);
  expect(plus?.amplitude).toBeCloseTo(0.02, 6);
  expect(plus?.tau).toBeCloseTo(16.8e-3, 6);
  expect(minus?.amplitude).toBeCloseTo(-0.015, 6);
  expect(minus?.tau).toBeCloseTo(33.7e-3, 6);
});

test.each([
  ['points of both signs', Float64Array.of(0, 0, 0, 0.02, -0.01, 0.005)],
  ['no change at all', new Float64Array(6)],
  ['a missing point', Float64Array.of(0, 0, 0, 0.02, NaN, 0.005)],
])('a side with %s is not fitted', (_, change) => {
  expect(fitSide({ dt, change }, 1)).toBeUndefined();
});
