import type { Time } from './hypothesis.js';
import type { Interval } from './intervals.js';
import type { Observation } from './observations.js';
import type { Values } from './parameters.js';
import type { Timing } from './timing.js';

/** What time does to the weight, from experiments without events. */
export interface TimeAlone {
  readonly time: Time;
  readonly values: Values;
  readonly intervals: readonly Interval[];
}

/** How long a weight has to keep, in the longer time constant: as long as a train. */
const KEPT = 100;
/** A change within that time below this share of the range is none. */
const NOTHING = 2e-3;

/**
 * A straight line through the rates at some weights. It is not left to the fit: over one pair a drift is smaller than
 * what the rule cannot describe, and would be bent to that.
 */
export function timeAlone(observations: readonly Observation[], { slowest }: Timing, start: number): TimeAlone {
  const rates = observations
    .filter(({ trial }) => trial.kind === 'rest')
    .flatMap(({ steps: [step] }) => (step ? [{ weight: step.weight, rate: step.change / (step.to - step.from) }] : []));
  const least = NOTHING / (KEPT * slowest);
  const [x, y] = [mean(rates.map(({ weight }) => weight)), mean(rates.map(({ rate }) => rate))];
  const spread = mean(rates.map(({ weight }) => (weight - x) ** 2));
  const slope = mean(rates.map(({ weight, rate }) => (weight - x) * (rate - y))) / spread;
  const drift = y + slope * (start - x);
  // Both are told from the same rates: a slope that matters needs the drift, even where that is small.
  const leaks = Math.abs(slope) > least;
  const drifts = leaks || Math.abs(drift) > least;
  const off = Math.max(...rates.map(({ weight, rate }) => Math.abs(rate - (y + slope * (weight - x)))));
  const range = Math.max(...rates.map(({ weight }) => Math.abs(weight - x)));
  const interval = (name: string, meaning: string, value: number, error: number): Interval => ({
    parameter: { name, meaning, unit: '1/s', scale: 'linear', start: value, min: -Infinity, max: Infinity, size: 1 },
    value,
    low: value - error,
    high: value + error,
  });
  return {
    time: { drift: drifts, leak: leaks },
    values: { ...(drifts ? { drift } : {}), ...(leaks ? { leak: -slope } : {}) },
    intervals: [
      ...(drifts ? [interval('drift', 'what time adds to the weight, at the weight of the start', drift, off)] : []),
      ...(leaks ? [interval('leak', 'by how much less it adds at a weight of 1 than at 0', -slope, off / range)] : []),
    ],
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
