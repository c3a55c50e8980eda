/**
 * Exact interval of a share from passes among samples: Clopper and Pearson, Biometrika 26, 404 (1934). Its ends are the
 * shares at which so many passes, or more (fewer), have the probability (1 - confidence) / 2; found by bisection of the
 * binomial tail. (The beta quantile of stdlib would do it with 233 packages.)
 *
 * @param most passes that are possible when some samples are unknown: the lower end takes them as failed, the upper as
 *   passed
 * @throws RangeError for counts that are none
 */
export function shareInterval(
  passes: number,
  samples: number,
  confidence: number,
  most = passes,
): readonly [number, number] {
  if (!(
    passes >= 0 &&
    passes <= most &&
    most <= samples &&
    samples >= 1 &&
    [passes, most, samples].every(Number.isInteger)
  ))
    throw new RangeError(`${passes} to ${most} passes of ${samples} samples`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence}`);
  const tail = (1 - confidence) / 2;
  return [lowerEnd(passes, samples, tail), 1 - lowerEnd(samples - most, samples, tail)];
}

/** The share at which `passes` or more have the probability `tail`. */
function lowerEnd(passes: number, samples: number, tail: number): number {
  if (passes === 0) return 0;
  const logFactorial = logFactorials(samples);
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = 0.5 * (low + high);
    if (atLeast(passes, samples, middle, logFactorial) < tail) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** P(X >= passes) of a binomial distribution. */
function atLeast(passes: number, samples: number, share: number, logFactorial: Float64Array): number {
  const [logYes, logNo] = [Math.log(share), Math.log1p(-share)];
  const log = (count: number): number => logFactorial[count] ?? NaN;
  let sum = 0;
  for (let count = samples; count >= passes; count--) {
    sum += Math.exp(log(samples) - log(count) - log(samples - count) + count * logYes + (samples - count) * logNo);
  }
  return sum;
}

function logFactorials(largest: number): Float64Array {
  const logs = new Float64Array(largest + 1);
  for (let value = 2; value <= largest; value++) logs[value] = (logs[value - 1] ?? 0) + Math.log(value);
  return logs;
}
