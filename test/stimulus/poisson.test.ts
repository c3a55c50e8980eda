import { poissonTrain } from '../../src/stimulus/poisson.js';

const train = { rate: 20, duration: 1, pulse: 5e-4, seed: 1, channel: 0 };
const intervals = (onsets: readonly number[]): number[] =>
  onsets.slice(1).map((time, index) => time - (onsets[index] ?? NaN));

test('the draws are the same on every machine', () => {
  expect(poissonTrain({ ...train, duration: 0.3 })).toEqual([0.063306, 0.130276, 0.131285, 0.21961, 0.247554]);
  expect(poissonTrain({ ...train, duration: 0.3, channel: 1 })).toEqual([
    0.052567, 0.066901, 0.130444, 0.188319, 0.239456, 0.272078,
  ]);
  expect(poissonTrain({ ...train, duration: 0.3, seed: 0xffffffff })).toEqual([
    0.078778, 0.118886, 0.128727, 0.149352, 0.251234, 0.294736,
  ]);
});

test('a longer train begins with the shorter one', () => {
  const short = poissonTrain(train);
  expect(poissonTrain({ ...train, duration: 5 }).slice(0, short.length)).toEqual(short);
});

test('mean rate and spread are those of a Poisson process with refractory time', () => {
  for (const rate of [20, 200]) {
    const gaps = intervals(poissonTrain({ ...train, rate, duration: 10_000 / rate }));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    // 10 000 intervals: the mean is known to 1 %, the deviation to about 1.5 %; three of each.
    expect(Math.abs(mean * rate - 1)).toBeLessThan(0.03);
    expect(Math.abs(deviation / (1 / rate - 1e-3) - 1)).toBeLessThan(0.045);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1e-3 - 1e-9);
  }
});

test('neighbouring small seeds give unrelated first intervals of the right mean', () => {
  const count = 2000;
  const first = Array.from({ length: count }, (_, seed) => poissonTrain({ ...train, seed, duration: 3 })[0] ?? 3);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = mean(first);
  expect(Math.abs(centre - 0.05)).toBeLessThan((3 * 0.049) / Math.sqrt(count));
  const spread = mean(first.map((time) => (time - centre) ** 2));
  for (const distance of [1, 2, 4, 8, 16]) {
    const product = mean(
      first.slice(distance).map((time, index) => (time - centre) * ((first[index] ?? NaN) - centre)),
    );
    expect(Math.abs(product / spread)).toBeLessThan(4 / Math.sqrt(count));
  }
});

test('channels and seeds are uncorrelated, and every pulse ends in time', () => {
  const count = (onsets: readonly number[]): number[] => {
    const bins = new Array<number>(1000).fill(0);
    for (const time of onsets) bins[Math.floor(time * 10)]! += 1;
    return bins;
  };
  const correlation = (a: number[], b: number[]): number => {
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const product = (x: number[], y: number[]): number =>
      mean(x.map((value, index) => (value - mean(x)) * ((y[index] ?? NaN) - mean(y))));
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  };
  const long = { ...train, duration: 100 };
  const base = count(poissonTrain(long));
  for (const other of [{ channel: 1 }, { seed: 2 }])
    expect(Math.abs(correlation(base, count(poissonTrain({ ...long, ...other }))))).toBeLessThan(0.1);
  expect(poissonTrain(long).at(-1)).toBeLessThanOrEqual(100 - 5e-4);
});

test('a refractory time longer than the mean interval is refused', () => {
  expect(() => poissonTrain({ ...train, rate: 1000 })).toThrow(RangeError);
});
