/*
 * How much credit an eligibility trace carries to a reward that comes late. A pair leaves the trace at 1 and it decays
 * with tau; a reward after the delay d finds exp(-d / tau) of it. Pairs that have nothing to do with the reward come at
 * random, up and down, and add a variance that grows with tau: per unit of their power (rate times mean square) it is
 * tau / 2 (Campbell's theorem). A long trace remembers more of both, so there is an optimum: the trace is the filter
 * that must match the delays. Izhikevich, Cereb. Cortex 17:2443 (2007), on the distal reward; Turin, IRE Trans. Inf.
 * Theory 6:311 (1960), on matched filters.
 */

/** Delays from a pair to its reward: gamma distributed. Shape 1 is exponential, an infinite shape one fixed delay. */
export interface FeedbackDelay {
  /** seconds */
  readonly mean: number;
  readonly shape: number;
}

/** Share of the eligibility that is left after a delay; both in seconds. */
export function creditCaptured(delay: number, tau: number): number {
  requirePositive('the decay', tau);
  if (!(delay >= 0)) throw new RangeError(`found a delay of ${delay} s, expected one of at least 0 s`);
  return Math.exp(-delay / tau);
}

/** Mean share over a distribution of delays: its Laplace transform at 1 / tau, (1 + mean / (shape tau))^-shape. */
export function meanCredit({ mean, shape }: FeedbackDelay, tau: number): number {
  requireDelay({ mean, shape });
  requirePositive('the decay', tau);
  return Number.isFinite(shape) ? Math.exp(-shape * Math.log1p(mean / (shape * tau))) : Math.exp(-mean / tau);
}

/**
 * Mean credit over the standard deviation that unrelated pairs of unit power (1/s) leave in the trace; in 1/sqrt(s).
 */
export function creditToNoise(delay: FeedbackDelay, tau: number): number {
  return meanCredit(delay, tau) * Math.sqrt(2 / tau);
}

/**
 * The decay in seconds at which credit stands out most: (2 - 1 / shape) * mean. It is twice a fixed delay, and equal to
 * the mean of exponential delays, which the trace then matches exactly. From d ln(creditToNoise) / d tau = 0.
 *
 * @throws RangeError for a shape of at most 1/2: so many rewards follow at once that the shortest trace is best
 */
export function optimumDecay({ mean, shape }: FeedbackDelay): number {
  requireDelay({ mean, shape });
  if (shape <= 0.5)
    throw new RangeError(
      `delays of shape ${shape} have no optimum decay: the shorter the better; expected a shape above 0.5`,
    );
  return (2 - 1 / shape) * mean;
}

/**
 * The same measure of a trace of any form, from its response to one pair: what a reward finds `delay` after the pair,
 * over the root of the integral of the square, which is the deviation that unrelated pairs of unit power leave
 * (Campbell's theorem). For exp(-t / tau) it is `creditToNoise`; the trace that maximises it for a given delay is the
 * matched filter.
 *
 * @param response times in s, ascending, and values in any unit @param from end of the pair, s @returns 1/sqrt(s)
 */
export function contrast(
  { x, y }: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  from: number,
  delay: number,
): number {
  let power = 0;
  let credit = NaN;
  for (let index = 1; index < x.length; index += 1) {
    const [left, right, before, after] = [x[index - 1] ?? NaN, x[index] ?? NaN, y[index - 1] ?? NaN, y[index] ?? NaN];
    if (left <= from + delay && from + delay <= right)
      credit = before + ((after - before) * (from + delay - left)) / (right - left);
    if (left < from || right === left) continue;
    power += ((right - left) * (before * before + before * after + after * after)) / 3;
  }
  return credit / Math.sqrt(power);
}

/**
 * Where a curve over decays has its maximum, s: the vertex of the parabola, in ln tau, through its largest point and
 * both neighbours; NaN at an end.
 */
export function vertex(curve: readonly { readonly tau: number; readonly value: number }[]): number {
  const sorted = [...curve].sort((a, b) => a.tau - b.tau);
  const top = sorted.reduce((best, { value }, index) => (value > (sorted[best]?.value ?? -Infinity) ? index : best), 0);
  const [low, middle, high] = [sorted[top - 1], sorted[top], sorted[top + 1]];
  if (!low || !middle || !high) return NaN;
  const [a, b] = [Math.log(low.tau / middle.tau), Math.log(high.tau / middle.tau)];
  const [fall, rise] = [(low.value - middle.value) / a, (high.value - middle.value) / b];
  const curvature = (rise - fall) / (b - a);
  return middle.tau * Math.exp((fall * b - rise * a) / (b - a) / (-2 * curvature));
}

function requireDelay({ mean, shape }: FeedbackDelay): void {
  requirePositive('the mean delay', mean);
  if (!(shape > 0)) throw new RangeError(`found the shape ${shape}, expected a number above 0`);
}

function requirePositive(what: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new RangeError(`found ${value} s for ${what}, expected a finite time above 0 s`);
}
