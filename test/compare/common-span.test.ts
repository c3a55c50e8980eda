import { nrmse } from '../../src/compare/nrmse.js';
import type { Sampled } from '../../src/compare/sampled.js';

/** A wave on 501 points of a span, s, times a factor. */
function wave(from: number, to: number, factor = 1): Sampled {
  const x = Float64Array.from({ length: 501 }, (_, index) => from + ((to - from) * index) / 500);
  return { x, y: x.map((time) => factor * Math.sin(8 * time)) };
}

test.each([
  ['begins later', wave(1, 5), wave(2, 5)],
  ['begins earlier', wave(2, 5), wave(1, 5)],
  ['ends later', wave(1, 4), wave(1, 5)],
  ['ends earlier', wave(1, 5), wave(1, 4)],
])('a curve that %s is compared where both are', (_, reference, test) => {
  expect(nrmse(reference, test)).toBeLessThan(1e-2);
  const wrong = { ...test, y: test.y.map((value) => 1.5 * value) };
  expect(nrmse(reference, wrong)).toBeGreaterThan(0.1);
});

test.each([
  ['one after the other', wave(1, 2), wave(3, 4)],
  ['one before the other', wave(3, 4), wave(1, 2)],
  ['that touch', wave(1, 2), wave(2, 3)],
  ['that have an infinite value', wave(1, 2), { ...wave(1, 2), y: wave(1, 2).y.fill(Infinity, 250, 251) }],
])('curves %s are not compared', (_, reference, test) => {
  expect(nrmse(reference, test)).toBeNaN();
});
