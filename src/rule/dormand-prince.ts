/** dy/dt = f(t, y), written into `slope`. */
export type Slope = (t: number, y: Float64Array, slope: Float64Array) => void;

/** Error allowed in one step, relative and absolute (states are of order 1). */
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-12;

/** Most steps of one call: a drift that needs more runs away or is stiff. */
const MOST_STEPS = 200_000;

const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const STAGES = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Fifth minus fourth order. */
const DIFFERENCE = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/**
 * Integrates y from one time to another in place: explicit Runge-Kutta of order 5 with an error estimate of order 4
 * that chooses the steps. Dormand, Prince, J. Comput. Appl. Math. 6:19 (1980).
 *
 * @param step first step to try, s
 * @param settle called after every accepted step, to keep y in its bounds
 * @returns the step to try next, s; undefined when the solution runs away or needs too many steps
 */
export function integrate(
  slope: Slope,
  y: Float64Array,
  from: number,
  to: number,
  step: number,
  settle: (y: Float64Array) => void,
): number | undefined {
  const slopes = NODES.map(() => new Float64Array(y.length));
  const trial = new Float64Array(y.length);
  let t = from;
  let h = step;
  for (let count = 0; count < MOST_STEPS; count++) {
    if (t >= to) return h;
    const last = t + h >= to;
    const size = last ? to - t : h;
    attempt(slope, y, t, size, slopes, trial);
    const error = errorOf(y, trial, slopes, size);
    if (error <= 1) {
      y.set(trial);
      settle(y);
      t = last ? to : t + size;
    }
    const factor = Math.min(5, Math.max(0.2, 0.9 * error ** -0.2));
    // A step cut short by the end of the interval says nothing against the longer one.
    if (!(last && error <= 1 && size * factor < h)) h = size * (Number.isFinite(factor) ? factor : 0.2);
    if (!(h > 1e-15 * Math.max(1, Math.abs(to)))) return undefined;
  }
  return undefined;
}

function attempt(
  slope: Slope,
  y: Float64Array,
  t: number,
  h: number,
  slopes: readonly Float64Array[],
  trial: Float64Array,
): void {
  STAGES.forEach((weights, stage) => {
    trial.set(y);
    weights.forEach((weight, earlier) => {
      const k = slopes[earlier];
      if (k)
        for (let index = 0; index < trial.length; index++)
          trial[index] = (trial[index] ?? NaN) + h * weight * (k[index] ?? NaN);
    });
    slope(t + (NODES[stage] ?? NaN) * h, trial, slopes[stage] ?? trial);
  });
}

/** Largest error of a component over what is allowed; infinite when something is not finite. */
function errorOf(y: Float64Array, trial: Float64Array, slopes: readonly Float64Array[], h: number): number {
  let worst = 1e-10;
  for (let index = 0; index < y.length; index++) {
    const error = h * DIFFERENCE.reduce((sum, weight, stage) => sum + weight * (slopes[stage]?.[index] ?? NaN), 0);
    const allowed = ABSOLUTE + RELATIVE * Math.max(Math.abs(y[index] ?? NaN), Math.abs(trial[index] ?? NaN));
    const ratio = Math.abs(error) / allowed;
    if (!Number.isFinite(ratio)) return Infinity;
    worst = Math.max(worst, ratio);
  }
  return worst;
}
