import { fitSide } from '../../src/compare/window-fit.js';

const points = (dt: number[], change: number[]) => ({ dt: Float64Array.from(dt), change: Float64Array.from(change) });
const side = (change: number[]) => points([10e-3, 20e-3, 40e-3], change);

test('the order of the points does not matter', () => {
  const dt = [40e-3, 5e-3, 10e-3, 20e-3];
  const fit = fitSide(
    points(
      dt,
      dt.map((t) => 0.02 * Math.exp(-t / 17e-3)),
    ),
    1,
  );
  expect(fit?.amplitude).toBeCloseTo(0.02, 8);
  expect(fit?.tau).toBeCloseTo(17e-3, 8);
});

test('a point at dt = 0 belongs to neither side', () => {
  const window = points([-10e-3, 0, 10e-3, 20e-3], [-0.01, 5, 0.01, 0.005]);
  expect(fitSide(window, 1)?.amplitude).toBeCloseTo(0.02, 6);
  expect(fitSide(window, -1)).toBeUndefined();
});

test.each([
  ['no point at all', points([], [])],
  ['no point on that side', points([-20e-3, -10e-3], [-0.01, -0.02])],
  ['one point', points([10e-3], [0.02])],
  ['a first point that does not move', side([0, 0.01, 0.005])],
  ['a far point of the other sign and of weight', side([0.02, 0.01, -0.002])],
  ['points that grow', side([0.005, 0.01, 0.02])],
  ['an infinite change', side([Infinity, 0.01, 0.005])],
])('a side with %s is not fitted', (_, window) => {
  expect(fitSide(window, 1)).toBeUndefined();
});

test.each([
  ['has decayed to nothing', 1e-5],
  ['crosses zero by an injection error', -0.0005],
])('a far point that %s does no harm', (_, far) => {
  const fit = fitSide(side([0.02, 0.002, far]), 1);
  expect(fit?.tau).toBeGreaterThan(3e-3);
  expect(fit?.tau).toBeLessThan(6e-3);
});

test('depression keeps its sign, and a wrong sign is not fitted away', () => {
  const window = (sign: number) => points([-40e-3, -20e-3, -10e-3], [-0.002, -0.005, -0.01 * sign]);
  expect(fitSide(window(1), -1)?.amplitude).toBeLessThan(-0.01);
  expect(fitSide(window(-1), -1)).toBeUndefined();
});

test('what does not decay gets no time constant that could be taken for one of a window', () => {
  const { tau } = fitSide(side([0.02, 0.02, 0.02]), 1) ?? { tau: Infinity };
  expect(tau).toBeGreaterThan(1);
});
