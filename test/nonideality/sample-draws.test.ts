import {
  deviate,
  logDeviate,
  logStandardDeviation,
  normalQuantile,
  standardDeviation,
} from '../../src/nonideality/distribution.js';
import { sampleDraws } from '../../src/nonideality/sample-draws.js';
import { generator } from '../../src/random/generator.js';
import type { SamplingSpec } from '../../src/spec/types.js';

type Design = Parameters<typeof sampleDraws>[0];
const design = (method: SamplingSpec['method'], samples: number, replicates = 4, seed = 5): Design => ({
  method,
  samples,
  replicates: method === 'random' ? 1 : replicates,
  seed,
});
const NAMES = ['chip capacitors', 'x.m1', 'x.m2', 'y.m1'];
const point = (of: Design, sample: number): number[] => {
  const draws = sampleDraws(of)(sample);
  return NAMES.map((name) => draws(name).uniform());
};

test.each(['random', 'latin-hypercube', 'sobol'] as const)('%s: a sample alone is the one among all', (method) => {
  const all = sampleDraws(design(method, 200));
  const points = Array.from({ length: 200 }, (_, index) =>
    NAMES.map(
      (
        (draws) => (name: string) =>
          draws(name).uniform()
      )(all(index + 1)),
    ),
  );
  expect(point(design(method, 200), 17)).toEqual(points[16]);
  expect(point(design(method, 200), 200)).toEqual(points[199]);
  expect(new Set(points.map(String)).size).toBe(200);
  expect(points.flat().every((value) => value > 0 && value < 1)).toBe(true);
  expect(point(design(method, 200, 4, 6), 17)).not.toEqual(points[16]);
});

test('more samples leave a random and a Sobol sample as they were, and make another Latin hypercube', () => {
  expect(point(design('random', 400), 17)).toEqual(point(design('random', 200), 17));
  expect(point(design('sobol', 400), 17)).toEqual(point(design('sobol', 200), 17));
  expect(point(design('latin-hypercube', 400), 17)).not.toEqual(point(design('latin-hypercube', 200), 17));
});

test.each(['latin-hypercube', 'sobol'] as const)(
  '%s: every replicate holds one sample in each stratum of every variable',
  (method) => {
    const points = Array.from({ length: 64 }, (_, index) => point(design(method, 64), index + 1));
    for (const replicate of [0, 1, 2, 3]) {
      for (const variable of NAMES.keys()) {
        const own = points
          .filter((_, index) => index % 4 === replicate)
          .map((coordinates) => Math.floor(16 * coordinates[variable]!));
        expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, stratum) => stratum));
      }
    }
  },
);

// Recorded here: replay commands in old reports name these samples.
test.each([
  ['random', [0.798, 0.0003, 0.9676, 0.5864]],
  ['latin-hypercube', [0.674, 0.7096, 0.0893, 0.6067]],
  ['sobol', [0.1493, 0.9919, 0.2532, 0.4879]],
] as const)('%s: the same on every machine, for ever', (method, expected) => {
  expect(point(design(method, 200), 17).map((value) => Number(value.toFixed(4)))).toEqual(expected);
});

/** Root mean square error of the estimated mean of a smooth function over twenty seeds. */
function errorOf(method: SamplingSpec['method']): number {
  const errors = Array.from({ length: 20 }, (_, seed) => {
    const draws = sampleDraws({ ...design(method, 64, 4, seed) });
    const values = Array.from({ length: 64 }, (_, index) => {
      const own = draws(index + 1);
      return Math.exp(0.3 * NAMES.reduce((sum, name) => sum + own(name).normal(), 0));
    });
    return values.reduce((sum, value) => sum + value, 0) / 64 - Math.exp((0.3 ** 2 * NAMES.length) / 2);
  });
  return Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
}

test('a stratified mean is known better than a random one', () => {
  const random = errorOf('random');
  expect(errorOf('latin-hypercube')).toBeLessThan(0.5 * random);
  expect(errorOf('sobol')).toBeLessThan(0.5 * random);
});

test('quantiles of the normal distribution are those of scipy.stats.norm.ppf', () => {
  const reference = [
    [1e-9, -5.9978070150076865],
    [1e-4, -3.7190164854556804],
    [0.3, -0.5244005127080409],
    [0.975, 1.959963984540054],
    [1 - 1e-7, 5.199337582290661],
  ] as const;
  for (const [probability, quantile] of reference) expect(normalQuantile(probability)).toBeCloseTo(quantile, 8);
});

test('what the numbers of a distribution mean: one sigma, three sigma and the limit, the limit', () => {
  expect(standardDeviation({ shape: 'normal', size: 0.1 })).toBe(0.1);
  // scipy.stats.truncnorm(-3, 3).std() and 0.1 / sqrt(3); the logarithm of a uniform factor by numpy.
  expect(standardDeviation({ shape: 'truncated-normal', size: 0.3 })).toBeCloseTo(0.09865783925581086, 5);
  expect(standardDeviation({ shape: 'uniform', size: 0.1 })).toBeCloseTo(0.05773502691896258, 8);
  expect(logStandardDeviation({ shape: 'uniform', size: 0.1 })).toBeCloseTo(0.057870385973567175, 7);
  const random = generator(1);
  for (const shape of ['normal', 'truncated-normal', 'uniform'] as const) {
    const values = Array.from({ length: 4000 }, () => deviate({ shape, size: 0.1 }, random));
    const sigma = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    expect(Math.abs(sigma / standardDeviation({ shape, size: 0.1 }) - 1)).toBeLessThan(0.05);
    expect(Math.max(...values.map(Math.abs)) <= 0.1).toBe(shape !== 'normal');
  }
  // A factor has the limits itself: 0.8 to 1.2.
  const factors = Array.from({ length: 2000 }, () => Math.exp(logDeviate({ shape: 'uniform', size: 0.2 }, random)));
  expect([Math.min(...factors), Math.max(...factors)]).toEqual([expect.closeTo(0.8, 2), expect.closeTo(1.2, 2)]);
});
