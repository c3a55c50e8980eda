import {
  accumulate,
  driftExponentOf,
  gainOf,
  LARGEST,
  program,
  programmingNoise,
  read,
  readDeviation,
  reset,
} from '../../src/devices/pcm/statistics.js';
import { generator } from '../../src/random/generator.js';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const CELLS = 20_000;

test('programmed cells spread as the polynomial says', () => {
  // 0.26348 + 1.9650/2 - 1.1731/4 uS at half the range.
  expect(programmingNoise(12.5e-6)).toBeCloseTo(0.952705e-6, 12);
  const random = generator(1);
  const cells = Array.from({ length: CELLS }, () => program(12.5e-6, random).conductance);
  expect(Math.abs(mean(cells) / 12.5e-6 - 1)).toBeLessThan(0.003);
  expect(Math.abs(deviation(cells) / 0.952705e-6 - 1)).toBeLessThan(0.03);
});

test('drift and read noise: the drift exponent comes out of reads, limits are kept', () => {
  expect(driftExponentOf(LARGEST)).toEqual({ mean: 0.049, deviation: 0.008 });
  expect(driftExponentOf(0.01e-6)).toEqual({ mean: 0.1, deviation: 0.045 });
  const random = generator(2);
  const reads = (time: number): number =>
    mean(
      Array.from({ length: CELLS }, () =>
        Math.log(read({ target: 20e-6, conductance: 20e-6, exponent: 0.05 }, time, random)),
      ),
    );
  expect((reads(1e6 - 20) - reads(1e3 - 20)) / Math.log(1e3)).toBeCloseTo(-0.05, 3);
  expect(readDeviation(LARGEST, 20)).toBeCloseTo(0.0088 * Math.sqrt(Math.log(20.00000025 / 500e-9)), 6);
  expect(readDeviation(0.01e-6, 20)).toBeCloseTo(0.2 * Math.sqrt(Math.log(20.00000025 / 500e-9)), 6);
});

test('accumulation: mean over cells follows the recursion of the paper and saturates near 10 uS', () => {
  const random = generator(3);
  let cells = Array.from({ length: CELLS }, () => reset(random));
  let expected = { conductance: 0.1e-6, memory: 1 };
  const curve: number[] = [];
  for (let pulse = 0; pulse < 20; pulse++) {
    expected = {
      conductance: expected.conductance + gainOf(expected).mean,
      memory: expected.memory * Math.exp(-1 / 2.6),
    };
    cells = cells.map((cell) => accumulate(cell, random));
    curve.push(mean(cells.map(({ conductance }) => conductance)));
    // Cells cannot go below 0, which lifts the first pulses a little above the recursion.
    expect(curve.at(-1)! / expected.conductance).toBeGreaterThan(0.99);
    expect(curve.at(-1)! / expected.conductance).toBeLessThan(1.15);
  }
  expect(curve.at(-1)).toBeGreaterThan(8e-6);
  expect(curve.at(-1)).toBeLessThan(10.5e-6);
});
