import { interpolated } from './resample.js';
import { ExpressionError } from './vector.js';

/** Harmonics of a periodic curve; element 0 is the mean, element 1 the fundamental. Phases are degrees of a sine. */
export interface Harmonics {
  readonly frequency: Float64Array;
  readonly magnitude: Float64Array;
  readonly phase: Float64Array;
  readonly relativeMagnitude: Float64Array;
  readonly relativePhase: Float64Array;
  /** Total harmonic distortion, percent. */
  readonly distortion: number;
}

/**
 * Fourier coefficients of the last period of a curve, as ngspice's `fourier` takes them: from `grid` points, straight
 * between those of the curve.
 * @param frequency of the fundamental, Hz
 * @throws ExpressionError where the curve is shorter than a period
 */
export function harmonicsOf(
  time: Float64Array,
  values: Float64Array,
  frequency: number,
  { count = 10, grid = 200 }: { readonly count?: number; readonly grid?: number } = {},
): Harmonics {
  if (!(frequency > 0)) throw new ExpressionError(`a fundamental of ${frequency} Hz has no period`);
  const end = time[time.length - 1] ?? NaN;
  const period = 1 / frequency;
  // A period that is the whole of the curve may be longer by the rounding of its end.
  const start = Math.max(time[0]!, end - period);
  if (!(end - time[0]! >= period * (1 - 1e-9)))
    throw new ExpressionError(`a period of ${period} s is longer than the result, which has ${end - time[0]!} s`);
  const places = Float64Array.from({ length: grid }, (_, index) => start + ((end - start) / grid) * index);
  const sampled = interpolated(time, values, places);
  const coefficients = Array.from({ length: count }, (_, order) => coefficient(sampled, order));
  const [, first = [0, 0]] = coefficients;
  const magnitude = Float64Array.from(coefficients, ([sine, cosine], order) =>
    order === 0 ? cosine / 2 : Math.hypot(sine, cosine),
  );
  const angle = ([sine, cosine]: readonly [number, number]): number => (Math.atan2(cosine, sine) * 180) / Math.PI;
  const phase = Float64Array.from(coefficients, (one, order) => (order === 0 ? 0 : angle(one)));
  const relativeMagnitude = magnitude.map((value, order) => (order === 0 ? 0 : value / magnitude[1]!));
  return {
    frequency: Float64Array.from({ length: count }, (_, order) => order * frequency),
    magnitude,
    phase,
    relativeMagnitude,
    relativePhase: phase.map((value, order) => (order === 0 ? 0 : value - angle(first))),
    distortion: 100 * Math.hypot(...relativeMagnitude.slice(2)),
  };
}

/** Amplitudes of sine and cosine. */
function coefficient(values: Float64Array, order: number): readonly [sine: number, cosine: number] {
  let [sine, cosine] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const angle = (2 * Math.PI * order * index) / values.length;
    sine += values[index]! * Math.sin(angle);
    cosine += values[index]! * Math.cos(angle);
  }
  return [(2 * sine) / values.length, (2 * cosine) / values.length];
}
