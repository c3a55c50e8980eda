// Taken once, as in src/ekv/ekv.ts.
const { exp, log, sqrt } = Math;

/**
 * Deviations of one waveform from its curve, with the time from the sample before in units of the median step (0 for
 * the first).
 */
export interface Deviations {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/**
 * Sampled noise as a first-order autoregression in continuous time: a deviation keeps the share `kept` over one median
 * step, kept^s over s of them. What each sample adds to what the one before told, in units of one deviation; all
 * independent and of one size (Jones, Technometrics 23 (1981) 163, without observation noise). Times `sizeFactor` their
 * sum of squares is least where the likelihood is greatest.
 */
export function innovations({ steps, values }: Deviations, kept: number): Float64Array {
  return values.map((value, index) => {
    const step = steps[index] ?? NaN;
    if (step === 0 || kept === 0) return value;
    const stays = kept ** step;
    return (value - stays * (values[index - 1] ?? NaN)) / sqrt(1 - stays * stays);
  });
}

/** exp(ln det(correlation) / 2n), which makes sums of squares comparable between values of `kept`. */
export function sizeFactor(steps: readonly Float64Array[], kept: number): number {
  let [sum, count] = [0, 0];
  for (const list of steps) {
    count += list.length;
    for (const step of list) if (step > 0 && kept > 0) sum += log(1 - kept ** (2 * step));
  }
  return exp(sum / (2 * count));
}

/** Time from the sample before in units of `median`; 0 for the first. */
export function stepsOf(times: Float64Array, median: number): Float64Array {
  return times.map((time, index) => (index === 0 ? 0 : (time - (times[index - 1] ?? NaN)) / median));
}
