import { shareInterval } from '../../src/random/binomial-interval.js';

/** passes, samples, confidence, and the ends by scipy 1.17.1: `binomtest(k, n).proportion_ci(c, method='exact')`. */
const SCIPY: readonly (readonly [number, number, number, number, number])[] = [
  [0, 1, 0.95, 0.0, 0.975],
  [1, 1, 0.95, 0.025000000000000022, 1.0],
  [0, 20, 0.95, 0.0, 0.16843347098308548],
  [19, 20, 0.95, 0.7512672372279723, 0.998734910502044],
  [95, 100, 0.95, 0.887165088894537, 0.9835681208182717],
  [100, 100, 0.99, 0.9483959703758931, 1.0],
  [37, 120, 0.9, 0.2390137473904702, 0.3849185496885372],
  [998, 1000, 0.98, 0.9916209317352773, 0.9998513819704549],
  [50000, 100000, 0.95, 0.4968960624917999, 0.5031039375082001],
];

test.each(SCIPY)('%d of %d at %d', (passes, samples, confidence, low, high) => {
  const found = shareInterval(passes, samples, confidence);
  expect(Math.abs(found[0] - low)).toBeLessThan(1e-9);
  expect(Math.abs(found[1] - high)).toBeLessThan(1e-9);
});

test('unknown samples widen the interval to both sides', () => {
  const [low, high] = shareInterval(18, 20, 0.95, 20);
  expect(low).toBe(shareInterval(18, 20, 0.95)[0]);
  expect(high).toBe(1);
});

test.each([
  [-1, 3],
  [4, 3],
  [0.5, 3],
  [0, 0],
])('%d of %d is refused', (passes, samples) => {
  expect(() => shareInterval(passes, samples, 0.95)).toThrow(RangeError);
});
