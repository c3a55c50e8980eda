import FFT from 'fft.js';
import { ExpressionError, type Vector } from './vector.js';

type Window = (place: number, order: number) => number;

const cosines =
  (...factors: readonly number[]): Window =>
  (place) =>
    factors.reduce((sum, factor, index) => sum + factor * Math.cos(2 * Math.PI * index * place), 0);

/**
 * Windows by name, of a mean of one, as ngspice's `fft` has them; the place runs from -1 at the start to 0 at the end.
 */
const WINDOWS: Readonly<Record<string, Window>> = {
  none: () => 1,
  rectangular: () => 1,
  ...fromNames('triangle bartlet bartlett', (place) => 2 - Math.abs(2 + 4 * place)),
  ...fromNames('hann hanning cosine', cosines(1, -1)),
  hamming: cosines(1, -0.46 / 0.54),
  blackman: cosines(1, -0.5 / 0.42, 0.08 / 0.42),
  flattop: cosines(1, -1.93, 1.29, -0.388, 0.032),
  gaussian: (place, order) => 0.83 * order * Math.exp(-0.5 * ((2 * place + 1) * order) ** 2),
};

function fromNames(names: string, window: Window): Readonly<Record<string, Window>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, window]));
}

export interface SpectrumOptions {
  /** Name of the window; ngspice's `specwindow`. */
  readonly window?: string;
  /** Of a gaussian window, 2 or more. */
  readonly order?: number;
}

/** Frequencies of a spectrum, Hz: up to half of the sampling, behind zeros up to a power of two. */
export function frequenciesOf(time: Float64Array): Float64Array {
  const size = sizeOf(time.length);
  const span = time[time.length - 1]! - time[0]!;
  return Float64Array.from({ length: size / 2 + 1 }, (_, index) => ((index / span) * time.length) / size);
}

/**
 * Spectrum of a curve along even times, scaled by half the number of points of its transform, as ngspice does without
 * the library FFTW: curves whose number of points is no power of two are continued with zeros.
 * @throws ExpressionError for a window that is none, and for a complex curve
 */
export function spectrumOf(time: Float64Array, curve: Vector, options: SpectrumOptions = {}): Required<Vector> {
  const { real, imaginary, size } = transformed(time, curve, options);
  const scale = size / 2;
  return { values: real.map((value) => value / scale), imaginary: imaginary.map((value) => value / scale) };
}

function transformed(
  time: Float64Array,
  { values, imaginary }: Vector,
  { window = 'hanning', order = 2 }: SpectrumOptions,
): { readonly real: Float64Array; readonly imaginary: Float64Array; readonly size: number } {
  if (imaginary) throw new ExpressionError('a complex vector has no spectrum; take its real() or mag()');
  const shape = Object.hasOwn(WINDOWS, window) ? WINDOWS[window] : undefined;
  if (!shape) throw new ExpressionError(`there is no window "${window}"; there are ${Object.keys(WINDOWS).join(', ')}`);
  const size = sizeOf(values.length);
  const end = time[time.length - 1]!;
  const span = end - time[0]!;
  const transform = new FFT(size);
  const signal = new Array<number>(2 * size).fill(0);
  for (let index = 0; index < values.length; index += 1)
    signal[2 * index] = values[index]! * shape((time[index]! - end) / span, Math.max(2, order));
  const out = transform.createComplexArray();
  transform.transform(out, signal);
  const half = size / 2 + 1;
  return {
    real: Float64Array.from({ length: half }, (_, index) => out[2 * index]!),
    imaginary: Float64Array.from({ length: half }, (_, index) => out[2 * index + 1]!),
    size,
  };
}

function sizeOf(length: number): number {
  return 2 ** Math.max(1, Math.ceil(Math.log2(length)));
}
