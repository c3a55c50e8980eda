/**
 * The part of fft.js that is used; the package has no types of its own. Complex arrays are real and imaginary parts in
 * turn.
 */
declare module 'fft.js' {
  export default class FFT {
    /** @param size a power of two */
    constructor(size: number);
    createComplexArray(): number[];
    transform(out: number[], data: readonly number[]): void;
    inverseTransform(out: number[], data: readonly number[]): void;
  }
}
