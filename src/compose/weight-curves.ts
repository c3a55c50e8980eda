import type { Factor } from '../rule/rule.js';
import { factorText } from '../rule/equations.js';
import { formatPercent } from '../units/format.js';

/*
 * A pair steers a current by 1 / (1 + exp(-s (w - m))), s being how many times kappa / U_T its range is. Every power of
 * w or of (1 - w) that a rule asks for is made by the nearest such curve, times a constant, or by two or three of them
 * one after the other.
 */

/** One pair: which weight it reads, and the curve that it makes of it. */
export interface WeightCurve {
  readonly state: string;
  /** It falls as the weight rises. */
  readonly complement: boolean;
  /** By what the current is larger than the factor would have it. */
  readonly gain: number;
  /** The weight at which half of the current flows; may lie outside of 0 to 1. */
  readonly middle: number;
}

/** A factor of the rule, and the pairs that come nearest to it. */
export interface NearestCurve {
  readonly factor: Factor;
  readonly curves: readonly WeightCurve[];
  /** Root mean square and largest distance from the factor over 0 to 1, whose largest value is 1. */
  readonly rms: number;
  readonly largest: number;
}

/** Slope of a pair over the range that is chosen where a spec gives none: with it (1 - w) is met in slope at 0.5. */
export const NATURAL_SLOPE = 4;

/** The soft bound of a single mirror: the factor itself at w = 0.5, in value and slope. */
export function softCurve({ state, complement }: Factor): WeightCurve {
  return { state, complement, gain: 1, middle: 0.5 };
}

/** Largest power that one pair is asked for; more are shared by several. */
const MOST_OF_ONE = 2;
/** Places of the fit. */
const POINTS = 101;
/** Where the middle of a curve may be: there is no room for the pair outside. */
const MIDDLES = { from: -0.1, to: 1.1, step: 0.005 };

/** The nearest curve to `w^power` or `(1 - w)^power` by least squares over the range. @param slope of the pair */
export function nearestCurve(factor: Factor, slope: number): NearestCurve {
  const { state, complement, power } = factor;
  const stages = Math.ceil(power / MOST_OF_ONE);
  const { gain, middle } = fit(power / stages, slope);
  const curve: WeightCurve = { state, complement, gain, middle: complement ? 1 - middle : middle };
  const errors = weights().map((w) => (gain * logistic(w, middle, slope)) ** stages - w ** power);
  return {
    factor,
    curves: Array.from({ length: stages }, () => curve),
    rms: Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length),
    largest: Math.max(...errors.map(Math.abs)),
  };
}

/** For people: `w^0.5 by the nearest curve of a pair, 3.8 % of its largest value off (rms; 24 % at most)`. */
export function curveText({ factor, rms, largest }: NearestCurve): string {
  return (
    `${factorText(factor)} by the nearest curve of a pair, ${formatPercent(rms)} of its largest value off ` +
    `(rms over the range; ${formatPercent(largest)} at most)`
  );
}

function weights(): number[] {
  return Array.from({ length: POINTS }, (_, index) => index / (POINTS - 1));
}

function logistic(w: number, middle: number, slope: number): number {
  return 1 / (1 + Math.exp(-slope * (w - middle)));
}

/** The gain is linear, so only the middle is searched. */
function fit(power: number, slope: number): { readonly gain: number; readonly middle: number } {
  const places = weights();
  const tried = Array.from(
    { length: Math.round((MIDDLES.to - MIDDLES.from) / MIDDLES.step) + 1 },
    (_, index) => MIDDLES.from + index * MIDDLES.step,
  ).map((middle) => {
    const curve = places.map((w) => logistic(w, middle, slope));
    const gain = sum(places, (w, at) => (curve[at] ?? NaN) * w ** power) / sum(curve, (value) => value ** 2);
    return { gain, middle, cost: sum(places, (w, at) => (gain * (curve[at] ?? NaN) - w ** power) ** 2) };
  });
  return tried.reduce((best, one) => (one.cost < best.cost ? one : best));
}

function sum(values: readonly number[], of: (value: number, index: number) => number): number {
  return values.reduce((total, value, index) => total + of(value, index), 0);
}
