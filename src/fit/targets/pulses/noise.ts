import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** Taken out of the global object once: looked up at every call they cost more than their work where tests run. */
const { exp, log, sqrt } = Math;

/** What the scatter of a conductance after each of many pulses consists of; variances relative to one unknown size. */
export interface PulseNoise {
  /** Of the deviation before the first row. */
  readonly initial: number;
  /** That every pulse adds to the deviation. */
  readonly update: number;
  /** Share of a deviation that the next pulse leaves. */
  readonly keep: number;
  /** Of a single reading, gone at the next one. */
  readonly read: number;
}

/**
 * Distances of measured from expected conductances as a Kalman filter sees them: what each reading adds to what the
 * ones before it told, in units of its spread (Harvey: Forecasting, structural time series models and the Kalman
 * filter, 1989, section 3.4). They are independent; times `sizeFactor` their sum of squares is least exactly where the
 * likelihood of the noise and the curve, with the unknown size taken out, is greatest.
 */
export function innovations(
  distances: Float64Array,
  noise: PulseNoise,
  spreads = spreadsOf(distances.length, noise),
): Float64Array {
  let state = 0;
  return distances.map((distance, index) => {
    const spread = spreads[index] ?? NaN;
    const innovation = distance - state;
    // The filter trusts its state by what the spread holds beside the reading itself.
    state = noise.keep * (state + ((spread - noise.read) / spread) * innovation);
    return innovation / sqrt(spread);
  });
}

/**
 * What makes the squares of innovations comparable between noises. It is that of the restricted likelihood (Patterson
 * and Thompson, Biometrika 58 (1971) 545), which knows that a slow deviation may have passed for a part of the curve;
 * without it the memory comes out too short, by one standard error for 400 pulses.
 *
 * @param shapes directions in which the parameters of the curve move it
 */
export function sizeFactor(shapes: readonly Float64Array[], noise: PulseNoise): number {
  const points = shapes[0]?.length ?? NaN;
  const spreads = spreadsOf(points, noise);
  const logSpreads = spreads.reduce((sum, spread) => sum + log(spread), 0);
  const seen = shapes.map((shape) => innovations(shape, noise, spreads));
  const information = new Matrix(seen.map((one) => seen.map((other) => dot(one, other))));
  const factor = new CholeskyDecomposition(information).lowerTriangularMatrix.diagonal();
  const logInformation = 2 * factor.reduce((sum, entry) => sum + log(entry), 0);
  return exp((logSpreads + logInformation) / (2 * (points - shapes.length)));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? NaN) * (other[index] ?? NaN);
  return sum;
}

/** Variance of each innovation. */
export function spreadsOf(points: number, { initial, update, keep, read }: PulseNoise): Float64Array {
  const spreads = new Float64Array(points);
  let variance = initial;
  for (let index = 0; index < points; index += 1) {
    const spread = Math.max(variance + read, 1e-12);
    spreads[index] = spread;
    variance = (keep * keep * variance * read) / spread + update;
  }
  return spreads;
}
