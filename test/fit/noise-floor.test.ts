import { noiseOf } from '../../src/fit/targets/hysteresis/noise-floor.js';

const sweep = Float64Array.from({ length: 101 }, (_, row) => (row <= 50 ? row : 100 - row) / 100);
const ohmic = (of: (row: number) => number): Float64Array => sweep.map((volts, row) => volts * 1e-6 + of(row));
/** Deterministic scatter of standard deviation 1. */
const scatter = (row: number): number => Math.sqrt(2) * Math.sin(12.9898 * (row + 1) ** 2);

test('a point at 0 V that the other small currents contradict is no noise, and said', () => {
  const { size, note } = noiseOf(
    sweep,
    ohmic((row) => (row === 100 ? 5e-8 : 0)),
  );
  expect(size).toBeLessThan(1e-12);
  expect(note).toMatch(/^2 points at 0 V or against the voltage, up to 5\.0e-8 A, are more than the smallest currents/);
});

test('one that is as large as they scatter is', () => {
  const { size, note } = noiseOf(
    sweep,
    ohmic((row) => 3e-8 * scatter(row)),
  );
  expect(size).toBeGreaterThan(1e-8);
  expect(size).toBeLessThan(1e-7);
  expect(note).toBeUndefined();
});

test('many points against the voltage are the noise by themselves, and none are none', () => {
  const offset = sweep.map((volts) => (volts < 0.1 ? -1e-8 : volts * 1e-6));
  expect(noiseOf(sweep, offset).size).toBeCloseTo(1e-8, 15);
  expect(
    noiseOf(
      sweep.map((volts) => volts + 0.01),
      ohmic(() => 1e-7),
    ),
  ).toEqual({ size: 0 });
});
