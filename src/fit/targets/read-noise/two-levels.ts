/** Taken out of the global object once: looked up at every call they cost more than their work where tests run. */
const { exp, log, sqrt, expm1 } = Math;

/**
 * A conductance that one trap switches between two levels, with white noise; `capture` and `emission` as in
 * src/nonideality/telegraph-noise.ts.
 */
export interface TwoLevels {
  /** With the trap empty, S. */
  readonly level: number;
  /** By how much less while it is occupied, S. */
  readonly amplitude: number;
  /** Standard deviation of the white noise, S. */
  readonly noise: number;
  /** Mean times until an empty trap captures and an occupied one emits, s. */
  readonly capture: number;
  readonly emission: number;
}

/** Share of the time that the trap is occupied. */
export function occupied({ capture, emission }: TwoLevels): number {
  return emission / (capture + emission);
}

/** What every sample adds to those before it. */
export interface Forward {
  /** -2 ln of its density, in units of `unit`. */
  readonly deviances: Float64Array;
  /** Distance from what was expected, in units of its spread. */
  readonly innovations: Float64Array;
  /** Chance that the trap is occupied, with the sample seen. */
  readonly chances: Float64Array;
}

/**
 * Likelihood of a two-state hidden Markov model by the forward recursion (Rabiner: Proc. IEEE 77 (1989) 257). A trap
 * with exponential dwell times, sampled every `step`, is a Markov chain whose memory is exp(-step (1 / capture + 1 /
 * emission)).
 */
export function forward(model: TwoLevels, values: Float64Array, step: number, unit: number): Forward {
  const { level, amplitude, noise, capture, emission } = model;
  const share = occupied(model);
  const memory = 1 + expm1(-step * (1 / capture + 1 / emission));
  const constant = log((2 * Math.PI * noise * noise) / (unit * unit));
  const [deviances, innovations, chances] = [
    new Float64Array(values.length),
    new Float64Array(values.length),
    new Float64Array(values.length),
  ];
  let chance = share;
  for (let index = 0; index < values.length; index += 1) {
    const above = values[index]! - level;
    const upper = above / noise;
    const lower = (above + amplitude) / noise;
    innovations[index] =
      (above + chance * amplitude) / sqrt(noise * noise + chance * (1 - chance) * amplitude * amplitude);
    // The nearer level is taken out, so that an outlier does not underflow.
    const up = upper * upper;
    const low = lower * lower;
    const least = up < low ? up : low;
    const empty = (1 - chance) * exp((least - up) / 2);
    const full = chance * exp((least - low) / 2);
    deviances[index] = constant + least - 2 * log(empty + full);
    const seen = full / (empty + full);
    chances[index] = seen;
    chance = share + (seen - share) * memory;
  }
  return { deviances, innovations, chances };
}

/** A first guess: values on both sides of the threshold between them (Otsu 1979), and how long they stay there. */
export function guess(values: Float64Array, step: number): TwoLevels {
  const sorted = values.toSorted();
  const count = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let best = { between: -1, upper: NaN, lower: NaN };
  let below = 0;
  for (let index = 1; index < count; index += 1) {
    below += sorted[index - 1] ?? NaN;
    const [lower, upper] = [below / index, (total - below) / (count - index)];
    const between = index * (count - index) * (upper - lower) ** 2;
    if (between > best.between) best = { between, upper, lower };
  }
  const { upper, lower } = best;
  const middle = (upper + lower) / 2;
  const noise = sqrt(values.reduce((sum, value) => sum + (value - (value > middle ? upper : lower)) ** 2, 0) / count);
  // A change counts when it has passed a quarter beyond the middle, so that noise around it does not.
  let state = (values[0] ?? NaN) < middle;
  let [down, up, low] = [0, 0, 0];
  for (const value of values) {
    if (!state && value < middle - (upper - lower) / 4) [state, down] = [true, down + 1];
    else if (state && value > middle + (upper - lower) / 4) [state, up] = [false, up + 1];
    if (state) low += 1;
  }
  return {
    level: upper,
    amplitude: upper - lower,
    noise,
    capture: (step * (count - low + 1)) / (down + 1),
    emission: (step * (low + 1)) / (up + 1),
  };
}
