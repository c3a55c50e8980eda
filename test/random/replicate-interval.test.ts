import { generator } from '../../src/random/generator.js';
import { replicateInterval } from '../../src/random/replicate-interval.js';

test('eight replicates: Student, 7 degrees of freedom', () => {
  const means = [0.9, 0.95, 0.8, 0.85, 0.9, 0.95, 0.9, 0.9];
  const [low, high] = replicateInterval(means, 0.95);
  // scipy.stats.t.interval(0.95, 7, loc=mean, scale=sem): sigma 0.04955, t 2.36462.
  expect(low).toBeCloseTo(0.89375 - (2.3646242510102993 * Math.sqrt(0.00245535714285714)) / Math.sqrt(8), 9);
  expect((low + high) / 2).toBeCloseTo(0.89375, 12);
  expect(replicateInterval([0.99, 1, 1, 0.97], 0.99)[1]).toBe(1);
});

test('it covers the mean as often as it says', () => {
  const random = generator(3);
  const covered = Array.from({ length: 1000 }, () => {
    const [low, high] = replicateInterval(
      Array.from({ length: 8 }, () => 0.6 + 0.05 * random.normal()),
      0.9,
    );
    return low <= 0.6 && 0.6 <= high;
  }).filter(Boolean).length;
  expect(Math.abs(covered / 1000 - 0.9)).toBeLessThan(0.03);
});

test('one replicate says nothing', () => {
  expect(() => replicateInterval([0.5], 0.95)).toThrow(RangeError);
});
