/*
 * How much credit an eligibility trace carries to a reward that comes late. A pair leaves the trace at 1 and it decays with tau;
 * a reward after the delay d finds exp(-d / tau) of it. Pairs that have nothing to do with the reward come at random, up and
 * down, and add a variance that grows with tau: per unit of their power (rate times mean square) it is tau / 2 (Campbell's
 * theorem). A long trace remembers more of both, so there is an optimum: the trace is the filter that must match the delays.
 * Izhikevich, Cereb. Cortex 17:2443 (2007), on the distal reward; Turin, IRE Trans. Inf. Theory 6:311 (1960), on matched filters.
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

/** Mean credit over the standard deviation that unrelated pairs of unit power (1/s) leave in the trace; in 1/sqrt(s). */
export function creditToNoise(delay: FeedbackDelay, tau: number): number {
  return meanCredit(delay, tau) * Math.sqrt(2 / tau);
}

/**
 * The decay in seconds at which credit stands out most: (2 - 1 / shape) * mean. It is twice a fixed delay, and equal to the mean
 * of exponential delays, which the trace then matches exactly. From d ln(creditToNoise) / d tau = 0.
 *
 * @throws RangeError for a shape of at most 1/2: so many rewards follow at once that the shortest trace is best
 */
export function optimumDecay({ mean, shape }: FeedbackDelay): number {
  requireDelay({ mean, shape });
  if (shape <= 0.5) throw new RangeError(`delays of shape ${shape} have no optimum decay: the shorter the better; expected a shape above 0.5`);
  return (2 - 1 / shape) * mean;
}

function requireDelay({ mean, shape }: FeedbackDelay): void {
  requirePositive('the mean delay', mean);
  if (!(shape > 0)) throw new RangeError(`found the shape ${shape}, expected a number above 0`);
}

function requirePositive(what: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`found ${value} s for ${what}, expected a finite time above 0 s`);
}
