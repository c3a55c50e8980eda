import { harmonicsOf } from '../../src/vector/harmonics.js';
import { interpolated } from '../../src/vector/resample.js';
import { frequenciesOf, spectrumOf } from '../../src/vector/spectrum.js';

const POINTS = 256;
const times = Float64Array.from({ length: POINTS }, (_, index) => index / POINTS);
const wave = (amplitude: number, cycles: number, phase = 0): Float64Array =>
  times.map((time) => amplitude * Math.sin(2 * Math.PI * cycles * time + phase));

test('a curve between its points, and outside of them', () => {
  const found = interpolated(Float64Array.of(0, 1, 3), Float64Array.of(0, 10, 30), Float64Array.of(-1, 0.5, 2, 3, 9));
  expect([...found]).toEqual([0, 5, 20, 30, 30]);
});

test('harmonics of the last period', () => {
  const time = Float64Array.from({ length: 2001 }, (_, index) => index / 1000);
  const values = time.map((t) => 0.5 + 2 * Math.sin(2 * Math.PI * t) + 0.2 * Math.cos(2 * Math.PI * 2 * t));
  const found = harmonicsOf(time, values, 1);
  expect(found.magnitude[0]).toBeCloseTo(0.5, 6);
  expect(found.magnitude[1]).toBeCloseTo(2, 4);
  expect(found.phase[2]).toBeCloseTo(90, 3);
  expect(found.relativeMagnitude[2]).toBeCloseTo(0.1, 4);
  expect(found.distortion).toBeCloseTo(10, 2);
  expect(() => harmonicsOf(time, values, 0.4)).toThrow('a period of 2.5 s is longer than the result');
});

test('a sine is one line of its spectrum, of its amplitude', () => {
  const { values, imaginary } = spectrumOf(times, { values: wave(3, 16) }, { window: 'none' });
  expect(values.length).toBe(POINTS / 2 + 1);
  expect(imaginary[16]).toBeCloseTo(-3, 9);
  expect(Math.hypot(values[17]!, imaginary[17]!)).toBeLessThan(1e-9);
  // The last time is one step before the end of the period.
  expect(frequenciesOf(times)[16]).toBeCloseTo((16 * POINTS) / (POINTS - 1), 9);
});

test('a curve of other lengths is continued with zeros', () => {
  expect(frequenciesOf(times.slice(0, 200)).length).toBe(POINTS / 2 + 1);
});

test.each(['hanning', 'hamming', 'blackman', 'flattop', 'triangle', 'rectangular', 'gaussian'])(
  'the window %s keeps the mean of a constant',
  (window) => {
    const { values } = spectrumOf(times, { values: times.map(() => 1) }, { window });
    // Twice the mean; a gaussian window is cut off.
    expect(Math.abs(values[0]! / 2 - 1)).toBeLessThan(window === 'gaussian' ? 0.02 : 0.01);
  },
);

test('a window that is none, and a complex vector', () => {
  expect(() => spectrumOf(times, { values: times }, { window: 'foo' })).toThrow('there is no window "foo"');
  expect(() => spectrumOf(times, { values: times, imaginary: times })).toThrow('complex');
});
