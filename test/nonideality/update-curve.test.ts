import {
  asymmetry,
  curvatureOf,
  depressed,
  fitLabel,
  gained,
  nonlinearityLabel,
  potentiated,
  type UpdateCurve,
} from '../../src/nonideality/update-curve.js';
import { generator } from '../../src/random/generator.js';

test.each([
  [1, 1.251653],
  [2.4, 0.499181],
  [4.88, 0.200303],
])('label %d is curvature %d, as in the table of NeuroSim', (label, a) => {
  expect(nonlinearityLabel(a)).toBeCloseTo(label, 3);
  expect(curvatureOf(label)).toBeCloseTo(a, 3);
  expect(nonlinearityLabel(curvatureOf(label))).toBeCloseTo(label, 9);
  expect(curvatureOf(-label)).toBe(-curvatureOf(label));
});

test('the label is the greatest distance from the straight line, found on a grid', () => {
  for (const a of [0.05, 0.3, 2]) {
    const distances = Array.from({ length: 10_001 }, (_, index) => gained(index / 1e4, a) - index / 1e4);
    expect(nonlinearityLabel(a)).toBeCloseTo(Math.max(...distances) / 0.09899, 5);
  }
});

test('small labels are 1.2627/a, no label is a straight line, and more than 9 is refused', () => {
  expect(nonlinearityLabel(1e4) * 1e4).toBeCloseTo(1.2627, 3);
  expect(curvatureOf(0)).toBe(Infinity);
  expect(gained(0.3, Infinity)).toBe(0.3);
  expect(() => curvatureOf(9.1)).toThrow('between -9 and 9');
});

const curve: UpdateCurve = {
  lowest: 3.0769e-9,
  highest: 38.462e-9,
  pulses: 97,
  nonlinearity: { potentiation: 2.4, depression: -4.88 },
};

test('curves start and end where they should; a negative label saturates late', () => {
  expect(potentiated(curve, 0)).toBe(curve.lowest);
  expect(potentiated(curve, 97)).toBeCloseTo(curve.highest, 20);
  expect(depressed(curve, 0)).toBe(curve.highest);
  expect(depressed(curve, 97)).toBeCloseTo(curve.lowest, 20);
  expect(potentiated(curve, 10) - curve.lowest).toBeGreaterThan((curve.highest - curve.lowest) * (10 / 97));
  expect(curve.highest - depressed(curve, 10)).toBeLessThan((curve.highest - curve.lowest) * (10 / 97));
  expect(asymmetry(curve)).toBeCloseTo(-2.48, 10);
});

test('the label of a noisy measured curve is found again', () => {
  const random = generator(3);
  for (const label of [-4, 0.5, 3]) {
    const g = Array.from(
      { length: 200 },
      (_, pulse) =>
        1e-6 + 9e-6 * gained(pulse / 199, curvatureOf(label)) + (pulse % 199 === 0 ? 0 : 9e-8 * random.normal()),
    );
    const fit = fitLabel(g);
    expect(fit.label).toBeCloseTo(label, 0);
    expect(fit.residual).toBeGreaterThan(0.008);
    expect(fit.residual).toBeLessThan(0.012);
    expect(fitLabel([...g].reverse()).label).toBeCloseTo(-fit.label, 1);
  }
  expect(() => fitLabel([1, 2, 1])).toThrow('did not start');
});
