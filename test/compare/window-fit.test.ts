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
  const window = points([-20e-3, -10e-3, 0, 10e-3, 20e-3, 40e-3], [-0.005, -0.01, 5, 0.01, 0.005, 0.00125]);
  expect(fitSide(window, 1).amplitude).toBeCloseTo(0.02, 6);
  expect(fitSide(window, -1)).toEqual({ reason: 'has 2 points, and its shape needs 3' });
});

test.each<[string, ReturnType<typeof points>, RegExp]>([
  ['no point at all', points([], []), /has 0 points/],
  ['no point on that side', points([-30e-3, -20e-3, -10e-3], [-0.005, -0.01, -0.02]), /has 0 points/],
  ['one point', points([10e-3], [0.02]), /has 1 points/],
  ['a first point that does not move', side([0, 0.01, 0.005]), /zero at its smallest/],
  ['a far point of the other sign and of weight', side([0.02, 0.01, -0.0011]), /both signs/],
  ['points that do not decay', side([0.02, 0.02, 0.02]), /does not fall to 60 %/],
  ['points that fall to 61 %', side([0.02, 0.0156, 0.0122]), /does not fall to 60 %/],
  ['points that grow', side([0.005, 0.01, 0.02]), /rises again/],
  ['a rise of six hundredths', side([0.02, 0.006, 0.0072]), /rises again/],
  ['an infinite change', side([Infinity, 0.01, 0.005]), /not a finite number/],
  ['nothing behind its first point', side([0.02, 0.0009, 0]), /fallen to nothing at its second point/],
  [
    'one wild point among a hundred good ones',
    points(
      Array.from({ length: 100 }, (_, index) => (index + 1) * 1e-3),
      Array.from({ length: 100 }, (_, index) => (index === 0 ? 1.4 : 1) * 0.02 * Math.exp(-(index + 1) / 20)),
    ),
    /has a point 2\d % of its first one away/,
  ],
])('a side with %s is not fitted, and it is said why', (_, window, reason) => {
  const fit = fitSide(window, 1);
  expect(fit.tau).toBeUndefined();
  expect(fit).toMatchObject({ reason: expect.stringMatching(reason) as string });
});

test('a side that falls to 59 % of its first point is fitted', () => {
  expect(fitSide(side([0.02, 0.0168, 0.0118]), 1).tau).toBeGreaterThan(40e-3);
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
  const window = (sign: number) => points([-40e-3, -20e-3, -10e-3], [-0.00125, -0.005, -0.01 * sign]);
  expect(fitSide(window(1), -1).amplitude).toBeCloseTo(-0.02, 6);
  expect(fitSide(window(-1), -1)).toEqual({ reason: 'has points of both signs' });
});

test('points that lie much nearer to each other than to the last one are fitted as any others', () => {
  const dt = [1e-6, 2e-6, 3e-6, 20e-3, 40e-3, 60e-3];
  const fit = fitSide(
    points(
      dt,
      dt.map((t) => 0.02 * Math.exp(-t / 20e-3)),
    ),
    1,
  );
  expect(fit.tau).toBeCloseTo(20e-3, 6);
});
