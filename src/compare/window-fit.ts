import { levenbergMarquardt } from 'ml-levenberg-marquardt';

/** Weight change against dt = t_post - t_pre (s); changes in units of the weight range. */
export interface WindowPoints {
  readonly dt: Float64Array;
  readonly change: Float64Array;
}

export interface SideFit {
  /** Signed weight change at dt -> 0. */
  readonly amplitude: number;
  /** seconds */
  readonly tau: number;
}

/**
 * Fits A exp(-|dt| / tau) to the points of one side of a learning window (`+1`: post after pre).
 * Undefined with fewer than two points, points of both signs, or no convergence: a sign error must not be fitted away.
 */
export function fitSide({ dt, change }: WindowPoints, side: 1 | -1): SideFit | undefined {
  const x: number[] = [];
  const y: number[] = [];
  dt.forEach((value, index) => {
    if (Math.sign(value) === side) {
      x.push(Math.abs(value));
      y.push(change[index] ?? NaN);
    }
  });
  const order = x.map((_, index) => index).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
  const first = order[0];
  const last = order[order.length - 1];
  if (first === undefined || last === undefined || first === last || y.some((value) => !Number.isFinite(value)))
    return undefined;
  const sign = Math.sign(y[first] ?? 0);
  // The far end of a window may cross zero by an injection error; a point of the wrong sign and of weight is no window.
  if (sign === 0 || y.some((value) => value * sign < -0.05 * Math.abs(y[first] ?? 0))) return undefined;
  const span = (x[last] ?? 0) - (x[first] ?? 0);
  const start = { amplitude: Math.abs(y[first] ?? 0), tau: span / 2 };
  const scale = { amplitude: start.amplitude, tau: span };
  const fit = levenbergMarquardt(
    { x: x.map((value) => value / scale.tau), y: y.map((value) => (value * sign) / scale.amplitude) },
    ([amplitude = NaN, tau = NaN]) =>
      (at: number) =>
        amplitude * Math.exp(-at / tau),
    {
      initialValues: [1, 0.5],
      minValues: [1e-3, 1e-3],
      maxValues: [1e3, 1e3],
      maxIterations: 200,
      damping: 1e-2,
      errorTolerance: 1e-15,
    },
  );
  const [amplitude = NaN, tau = NaN] = fit.parameterValues;
  if (!Number.isFinite(amplitude) || !Number.isFinite(tau) || tau >= 999 || tau <= 1.01e-3) return undefined;
  return { amplitude: sign * amplitude * scale.amplitude, tau: tau * scale.tau };
}
