import { curveText, nearestCurve, softCurve, type NearestCurve } from '../../src/compose/weight-curves.js';

const of = (power: number, complement = false): NearestCurve => nearestCurve({ state: 'w', complement, power }, 4);

const share = (w: number, middle: number, slope = 4): number => 1 / (1 + Math.exp(-slope * (w - middle)));

/** Least squares on a grid of its own, gain and middle alike. */
function best(power: number): number {
  let least = Infinity;
  for (let gain = 0.8; gain < 2.3; gain += 0.01)
    for (let middle = -0.1; middle < 1.1; middle += 0.01) {
      let cost = 0;
      for (let w = 0; w < 1.001; w += 0.01) cost += (gain * share(w, middle) - w ** power) ** 2 / 101;
      least = Math.min(least, Math.sqrt(cost));
    }
  return least;
}

test.each([0.4, 1, 1.5, 2])('w^%d: no pair comes nearer, by a search of gain and middle', (power) => {
  expect(of(power).rms).toBeLessThan(1.03 * best(power));
  expect(of(power).rms).toBeGreaterThan(0.97 * best(power));
});

test('the error that is stated is that of the curve', () => {
  const { curves, rms, largest } = of(2);
  const [{ gain = NaN, middle = NaN } = {}] = curves;
  const errors = Array.from({ length: 1001 }, (_, at) => gain * share(at / 1000, middle) - (at / 1000) ** 2);
  expect(Math.sqrt(errors.reduce((sum, one) => sum + one ** 2, 0) / 1001)).toBeCloseTo(rms, 3);
  expect(Math.max(...errors.map(Math.abs))).toBeCloseTo(largest, 3);
});

test('(1 - w) is the mirror image of w', () => {
  const [up, down] = [of(1.5).curves[0], of(1.5, true).curves[0]];
  expect(down?.gain).toBe(up?.gain);
  expect((down?.middle ?? NaN) + (up?.middle ?? NaN)).toBeCloseTo(1, 12);
});

test('a large power is shared by several pairs', () => {
  expect(of(2).curves).toHaveLength(1);
  expect(of(3).curves).toHaveLength(2);
  expect(of(3).rms).toBeLessThan(0.05);
});

test('a soft bound alone is the factor itself in the middle', () => {
  const { gain, middle } = softCurve({ state: 'w', complement: false, power: 1 });
  expect(gain * share(0.5, middle)).toBe(0.5);
});

test('for people', () => {
  expect(curveText(of(0.5))).toBe(
    'w^0.5 by the nearest curve of a pair, 3.8 % of its largest value off (rms over the range; 23.8 % at most)',
  );
});
