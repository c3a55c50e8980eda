import { nrmse } from '../../src/compare/nrmse.js';
import type { Sampled } from '../../src/compare/sampled.js';

function curve(value: (t: number) => number, points = 1001, end = 1): Sampled {
  const x = Float64Array.from({ length: points }, (_, index) => (end * index) / (points - 1));
  return { x, y: x.map(value) };
}

const sine = (t: number): number => Math.sin(2 * Math.PI * t);

test('an offset of 1 % of the range gives 1 %', () => {
  expect(
    nrmse(
      curve(sine),
      curve((t) => sine(t) + 0.02),
    ),
  ).toBeCloseTo(0.01, 6);
});

test('different sampling of the same curve gives next to nothing', () => {
  expect(nrmse(curve(sine, 1001), curve(sine, 4777))).toBeLessThan(1e-5);
});

test('only the common time span counts', () => {
  expect(nrmse(curve(sine, 1001, 1), curve(sine, 2001, 2))).toBeLessThan(1e-6);
});

test.each([
  ['a flat reference', curve(() => 1), curve(sine)],
  ['a value that is not finite', curve(sine), curve((t) => (t === 0.5 ? NaN : sine(t)))],
  ['no common span', curve(sine), { x: Float64Array.of(2, 3), y: Float64Array.of(0, 0) }],
  ['an empty curve', { x: new Float64Array(), y: new Float64Array() }, curve(sine)],
])('%s is NaN, never a number', (_, reference, test) => {
  expect(nrmse(reference, test)).toBeNaN();
});
