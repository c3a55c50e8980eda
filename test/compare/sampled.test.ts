import { interpolateLinear, valueAt } from '../../src/compare/sampled.js';

const curve = { x: Float64Array.of(1, 2, 4), y: Float64Array.of(10, 20, 40) };

test('between samples a curve is straight; outside them it has no value', () => {
  expect([...interpolateLinear(curve, Float64Array.of(0, 0.5, 1, 1.5, 3, 4, 4.5, 9))]).toEqual([
    NaN,
    NaN,
    10,
    15,
    30,
    40,
    NaN,
    NaN,
  ]);
});

test('a single value, at, between, before and after the samples', () => {
  expect([1, 3, 4, 0.999, 4.001].map((point) => valueAt(curve, point))).toEqual([10, 30, 40, NaN, NaN]);
});

test('a curve without samples has no value anywhere', () => {
  expect(valueAt({ x: new Float64Array(), y: new Float64Array() }, 0)).toBeNaN();
});
