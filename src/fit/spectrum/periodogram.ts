import { fourier } from './fourier.js';

/** One-sided power spectral density at some frequencies: unit of the values squared per Hz. */
export interface Periodogram {
  readonly frequencies: Float64Array;
  readonly densities: Float64Array;
}

/**
 * Periodogram of evenly sampled values about their mean, from the first Fourier frequency up to and without half the
 * rate. With a Hann taper drift and jumps at the ends do not leak into higher frequencies as 1 / f^2 (Percival, Walden:
 * Spectral analysis for physical applications, 1993, section 6.4); neighbouring densities then depend on each other,
 * every second ones to 1/36 only, and those are given.
 */
export function periodogram(values: Float64Array, step: number, taper: 'none' | 'hann'): Periodogram {
  const count = values.length;
  if (count < 4) return { frequencies: new Float64Array(0), densities: new Float64Array(0) };
  const weights = values.map((_, index) => (taper === 'none' ? 1 : Math.sin((Math.PI * (index + 0.5)) / count) ** 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mean = values.reduce((total, value, index) => total + value * (weights[index] ?? NaN), 0) / sum;
  const { real, imaginary } = fourier(values.map((value, index) => (value - mean) * (weights[index] ?? NaN)));
  const power = weights.reduce((total, weight) => total + weight * weight, 0);
  // Under a taper the first density holds what the mean took away.
  const [first, stride] = taper === 'none' ? [1, 1] : [2, 2];
  const places = Array.from(
    { length: Math.max(Math.ceil((count / 2 - first) / stride), 0) },
    (_, index) => first + stride * index,
  );
  return {
    frequencies: Float64Array.from(places, (place) => place / (count * step)),
    densities: Float64Array.from(
      places,
      (place) => (2 * step * ((real[place] ?? NaN) ** 2 + (imaginary[place] ?? NaN) ** 2)) / power,
    ),
  };
}

/** The part of a periodogram from one frequency to another, Hz. */
export function bandOf({ frequencies, densities }: Periodogram, from: number, to: number): Periodogram {
  const inside = (_: number, index: number): boolean =>
    (frequencies[index] ?? NaN) >= from && (frequencies[index] ?? NaN) <= to;
  return { frequencies: frequencies.filter(inside), densities: densities.filter(inside) };
}
