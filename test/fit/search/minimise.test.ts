import { differentiate } from '../../../src/fit/search/jacobian.js';
import { minimise } from '../../../src/fit/search/minimise.js';
import type { Residuals } from '../../../src/fit/search/residuals.js';
import { Watch } from '../../../src/fit/search/watch.js';

const box = { lower: Float64Array.of(-10, -10), upper: Float64Array.of(10, 10) };
/** Straight in both coordinates, but beyond a = 1 the third residual falls by 5. */
const cliff = Object.assign(
  (at: Float64Array) =>
    Float64Array.of(
      0.1 * ((at[0] ?? NaN) - 0.999),
      0.1 * ((at[1] ?? NaN) - 2),
      0.02 * ((at[0] ?? NaN) + (at[1] ?? NaN) - 2.99) - ((at[0] ?? NaN) > 1 ? 5 : 0),
    ),
  { reach: 1e-3 },
);

const slopes = (residuals: Residuals, at = Float64Array.of(0.9995, 1), within = box) =>
  differentiate(residuals, at, residuals(at), within, new Set());

test('a cliff within reach is no slope: the side without it counts', () => {
  const jacobian = slopes(cliff);
  for (const [row, expected] of [0.1, 0, 0.02].entries()) expect(jacobian.get(row, 0)).toBeCloseTo(expected, 9);
});

test('a device that cannot be followed on one side, and the same', () => {
  const broken = Object.assign((at: Float64Array) => cliff(at).map((value) => ((at[0] ?? NaN) > 1 ? NaN : value)), {
    reach: 1e-3,
  });
  expect(slopes(broken).get(2, 0)).toBeCloseTo(0.02, 9);
});

test('a cliff beside a bound leaves a number: there is no other side', () => {
  const jacobian = slopes(cliff, Float64Array.of(0.9995, 1), { lower: Float64Array.of(0.9995, -10), upper: box.upper });
  expect(jacobian.to2DArray().flat().every(Number.isFinite)).toBe(true);
});

test('the minimum beside a cliff is found', async () => {
  const found = await minimise(cliff, Float64Array.of(0.2, -3), box, new Watch());
  expect(found.converged).toBe(true);
  expect(found.at[0]).toBeCloseTo(0.999, 2);
  expect(found.at[1]).toBeCloseTo(2, 1);
});
