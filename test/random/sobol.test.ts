import { readFileSync } from 'node:fs';
import { directionNumbers, scrambled, sobolInteger } from '../../src/random/sobol.js';
import { packagePath } from '../../src/node/package-path.js';

const rows = readFileSync(packagePath('models', 'sobol', 'new-joe-kuo-6.1111.txt'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(' ').map(Number));
const direction = (dimension: number): Uint32Array =>
  directionNumbers(dimension === 1 ? undefined : { a: rows[dimension - 2]![2]!, m: rows[dimension - 2]!.slice(3) });

test('the sequence is that of scipy.stats.qmc.Sobol without scrambling', () => {
  // Sobol(1111, scramble=False, bits=32) of scipy 1.10: points by index, dimensions 1, 2, 3, 42, 500, 1111.
  const reference: readonly (readonly [number, readonly number[]])[] = [
    [0, [0, 0, 0, 0, 0, 0]],
    [1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]],
    [2, [0.75, 0.25, 0.25, 0.75, 0.25, 0.75]],
    [3, [0.25, 0.75, 0.75, 0.25, 0.75, 0.25]],
    [7, [0.125, 0.625, 0.375, 0.875, 0.375, 0.625]],
    [500, [0.439453125, 0.064453125, 0.345703125, 0.541015625, 0.677734375, 0.369140625]],
    [1023, [0.0009765625, 0.7529296875, 0.6123046875, 0.9736328125, 0.4736328125, 0.5888671875]],
  ];
  const dimensions = [1, 2, 3, 42, 500, 1111].map(direction);
  for (const [index, point] of reference)
    expect(dimensions.map((v) => sobolInteger(index, v) / 2 ** 32)).toEqual(point);
});

test('the rows are dimensions 2 to 1111, one initial number for each degree, odd and below 2^k', () => {
  expect(rows.map(([dimension]) => dimension)).toEqual(Array.from({ length: 1110 }, (_, index) => index + 2));
  for (const [, degree, a, ...m] of rows) {
    expect(m).toHaveLength(degree!);
    expect(a!).toBeLessThan(2 ** (degree! - 1) || 1);
    expect(m.every((value, index) => value % 2 === 1 && value < 2 ** (index + 1))).toBe(true);
  }
});

test(
  'scrambling keeps the net: every sixteenth of every dimension holds one of sixteen points, and elementary ' +
    'boxes too',
  () => {
    const [x, y] = [direction(1), direction(2)];
    for (const seed of ['a', 'b', 'c']) {
      const points = Array.from(
        { length: 16 },
        (_, index) =>
          [scrambled(sobolInteger(index, x), `${seed} x`), scrambled(sobolInteger(index, y), `${seed} y`)] as const,
      );
      for (const columns of [1, 2, 4, 8, 16]) {
        const boxes = points.map(([u, v]) => `${Math.floor(u * columns)} ${Math.floor((v * 16) / columns)}`);
        expect(new Set(boxes).size).toBe(16);
      }
    }
  },
);

test('a scrambled point is uniform over the names, and independent of its neighbour', () => {
  const count = 4000;
  const pairs = Array.from(
    { length: count },
    (_, name) => [scrambled(0, `${name}`), scrambled(0x80000001, `${name}`)] as const,
  );
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean(pairs.map(([u]) => u)) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * count));
  expect(Math.abs(mean(pairs.map(([u]) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(4 / Math.sqrt(180 * count));
  // They differ in the first bit, so one lies in each half; within the halves they have nothing in common.
  expect(pairs.every(([u, v]) => u < 0.5 !== v < 0.5)).toBe(true);
  const inner = pairs.map(([u, v]) => ((u % 0.5) - 0.25) * ((v % 0.5) - 0.25));
  expect(Math.abs(mean(inner))).toBeLessThan((4 * (0.5 ** 2 / 12)) / Math.sqrt(count));
});
