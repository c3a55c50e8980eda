/**
 * A way that a small current takes, beside its gain at rest: `share` of it behind a first-order lag of `lag` seconds,
 * the rest at once.
 */
export interface Shape {
  readonly share: number;
  readonly lag: number;
}

export const NO_LAG: Shape = { share: 0, lag: 0 };

/** A complex response at a frequency, Hz. */
export interface Response {
  readonly frequency: number;
  readonly real: number;
  readonly imaginary: number;
}

/** Below this share of the gain a lag moves nothing that can be seen. */
const SMALLEST_SHARE = 5e-3;
/** A lag below a hundredth of a pulse is none, s. */
const SHORTEST = 1e-5;

/**
 * The lag in a response H = g (1 - s + s / (1 + j w T)): what it has lost at w is D = g s (w2 T2 + j w T) / (1 + w2
 * T2), so that Re D / Im D = w T, read where Im D is largest: nearest the pole. What leads comes over a capacitance:
 * nothing of it stays.
 *
 * @param responses the first one far below every pole
 */
export function shapeOf(responses: readonly Response[]): Shape {
  const [still, ...others] = responses;
  if (!still || still.real === 0) return NO_LAG;
  const lost = others.map(({ frequency, real, imaginary }) => ({
    frequency,
    real: still.real - real,
    imaginary: -imaginary,
  }));
  const nearest = lost.reduce((best, one) => (Math.abs(one.imaginary) > Math.abs(best.imaginary) ? one : best), {
    frequency: NaN,
    real: 0,
    imaginary: 0,
  });
  const angle = nearest.real / nearest.imaginary;
  if (!(angle > 0)) return NO_LAG;
  const share = (nearest.real * (1 + 1 / (angle * angle))) / still.real;
  const lag = angle / (2 * Math.PI * nearest.frequency);
  return Math.abs(share) < SMALLEST_SHARE || lag < SHORTEST ? NO_LAG : { share, lag };
}
