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

const falling = (t: number): number => Math.exp(-t / 20e-3);
/** Falls by `share` of a time constant at once, and stands still in between. */
const stairs = (share: number) => (t: number) => Math.exp(-share * Math.floor(t / (share * 20e-3)));

test.each<[string, (t: number) => number, RegExp]>([
  ['never falls to a tenth', (t) => Math.exp(-t / 1), /does not fall to a tenth/],
  ['is zero', () => 0, /is not above zero/],
  ['is negative', (t) => -falling(t), /is not above zero/],
  ['is not finite', () => NaN, /is not above zero/],
  ['ends in what is not finite', (t) => (t < 0.15 ? falling(t) : NaN), /finite/],
  [
    'rises again on its way',
    (t) => falling(t) + (t > 30e-3 && t < 35e-3 ? 0.05 : 0),
    /rises again by 4.9 % of its start at 30 ms/,
  ],
  ['rises again after it has fallen', (t) => falling(t) + (t > 0.15 ? 0.1 : 0), /rises again by 10 % .* at 150 ms/],
  ['is a staircase', stairs(0.5), /stands still for 9.95 ms .* staircase/],
  ['is a fine staircase', stairs(0.1), /stands still for 1.96 ms/],
  ['stands still once', (t) => falling(t < 20e-3 ? t : Math.max(20e-3, t - 5e-3)), /stands still/],
  ['falls at once', (t) => (t < 30e-3 ? 1 : 0.05), /falls within 0 samples/],
  ['is a straight line', (t) => Math.max(1e-3, 1 - t / 60e-3), /away from any exponential/],
  ['is a power law', (t) => 1 / (1 + t / 5e-3), /away from any exponential/],
  ['is half of a bell', (t) => Math.exp(-((t / 30e-3) ** 2)), /away from any exponential/],
])('a curve that %s has no time constant, and it is said why', (_, y, reason) => {
  const fit = fitDecay({ x: time, y: time.map(y) }, 0);
  expect(fit.tau).toBeUndefined();
  expect(fit).toMatchObject({ reason: expect.stringMatching(reason) as string });
});

test('samples that are few in a time constant, and noise of the last digits, are no staircase', () => {
  const coarse = Float64Array.from({ length: 301 }, (_, index) => index * 4e-4);
  const y = coarse.map((t, index) => falling(t) * (1 + 1e-4 * Math.sin(7 * index)));
  expect(fitDecay({ x: coarse, y }, 1e-3).tau).toBeCloseTo(20e-3, 4);
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

test.each<[string, readonly number[], RegExp]>([
  ['points of both signs', [0.02, -0.01, 0.005], /both signs/],
  ['no change at all', [0, 0, 0], /zero/],
  ['a missing point', [0.02, NaN, 0.005], /finite/],
  ['a rise outwards', [0.02, 0.005, 0.012], /rises again/],
  ['next to no fall', [0.02, 0.018, 0.015], /does not fall to 60 %/],
  ['a shelf', [0.02, 0.0195, 0.001], /away from any exponential/],
])('a side with %s is not fitted, and it is said why', (_, points, reason) => {
  const fit = fitSide({ dt, change: Float64Array.of(0, 0, 0, ...points) }, 1);
  expect(fit.tau).toBeUndefined();
  expect(fit).toMatchObject({ reason: expect.stringMatching(reason) as string });
});

test('two points are no shape', () => {
  expect(fitSide({ dt: Float64Array.of(1e-3, 2e-3), change: Float64Array.of(2, 1) }, 1)).toEqual({
    reason: 'has 2 points, and its shape needs 3',
  });
});

test('an injection error that lets the far end cross zero is forgiven', () => {
  const change = dt.map((t) => (t > 0 ? 0.02 * Math.exp(-t / 10e-3) - 5e-4 : 0));
  expect(fitSide({ dt, change }, 1).tau).toBeGreaterThan(8e-3);
});
