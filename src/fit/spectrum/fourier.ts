import FFT from 'fft.js';

/**
 * Discrete Fourier transform of real values, any number of them: sum of y(n) exp(-2 pi i k n / N) for k from 0 to N /
 * 2, as real and imaginary parts. Bluestein's chirp turns N into a convolution of a power of two (IEEE Trans. Audio 18
 * (1970) 451).
 */
export function fourier(values: Float64Array): { readonly real: Float64Array; readonly imaginary: Float64Array } {
  const count = values.length;
  const size = 2 ** Math.ceil(Math.log2(2 * count));
  const transform = new FFT(size);
  const [signal, chirp] = [new Array<number>(2 * size).fill(0), new Array<number>(2 * size).fill(0)];
  // n^2 modulo 2 N first: the angle of a large n^2 would lose its digits.
  const angle = (index: number): number => (Math.PI * ((index * index) % (2 * count))) / count;
  for (let index = 0; index < count; index += 1) {
    const [cos, sin] = [Math.cos(angle(index)), Math.sin(angle(index))];
    signal[2 * index] = (values[index] ?? NaN) * cos;
    signal[2 * index + 1] = -(values[index] ?? NaN) * sin;
    for (const place of index === 0 ? [0] : [index, size - index])
      [chirp[2 * place], chirp[2 * place + 1]] = [cos, sin];
  }
  const [a, b] = [transform.createComplexArray(), transform.createComplexArray()];
  transform.transform(a, signal);
  transform.transform(b, chirp);
  for (let index = 0; index < 2 * size; index += 2) {
    const [ar = NaN, ai = NaN, br = NaN, bi = NaN] = [a[index], a[index + 1], b[index], b[index + 1]];
    [signal[index], signal[index + 1]] = [ar * br - ai * bi, ar * bi + ai * br];
  }
  transform.inverseTransform(a, signal);
  const half = Math.floor(count / 2) + 1;
  const [real, imaginary] = [new Float64Array(half), new Float64Array(half)];
  for (let index = 0; index < half; index += 1) {
    const [cos, sin, re = NaN, im = NaN] = [
      Math.cos(angle(index)),
      Math.sin(angle(index)),
      a[2 * index],
      a[2 * index + 1],
    ];
    real[index] = re * cos + im * sin;
    imaginary[index] = im * cos - re * sin;
  }
  return { real, imaginary };
}
