import { generator } from '../../src/random/generator.js';

const draws = 20_000;
const sample = (draw: () => number): { mean: number; variance: number } => {
  const values = Array.from({ length: draws }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / draws;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws };
};

test('moments of the three distributions', () => {
  const random = generator(1);
  const [uniform, normal, exponential] = [
    sample(() => random.uniform()),
    sample(() => random.normal()),
    sample(() => random.exponential()),
  ];
  expect(uniform.mean).toBeCloseTo(0.5, 1.7);
  expect(uniform.variance).toBeCloseTo(1 / 12, 2);
  expect(Math.abs(normal.mean)).toBeLessThan(4 / Math.sqrt(draws));
  expect(Math.abs(normal.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
  expect(Math.abs(exponential.mean - 1)).toBeLessThan(4 / Math.sqrt(draws));
});

test('a seed and a channel give the same draws again, another one others', () => {
  const first = (seed: number, channel?: number): number[] => {
    const random = generator(seed, channel);
    return [random.normal(), random.uniform(), random.exponential()];
  };
  expect(first(5)).toEqual(first(5, 0));
  expect(first(5, 1)).not.toEqual(first(5));
  expect(first(6)).not.toEqual(first(5));
});
