import type { Sampled } from './sampled.js';
import { valueAt } from './sampled.js';

export interface DecayFit {
  /** seconds */
  readonly tau: number;
  /** Value at `start`. */
  readonly amplitude: number;
  /** Rms deviation of ln y from the line. */
  readonly residual: number;
}

/**
 * Fitted between these fractions of the value at `start`: above, the tail node still settles; below, the off current
 * shows.
 */
const HIGH = 0.8;
const LOW = 0.1;
const LEVELS = 200;

/**
 * Time constant of an exponential decay: a straight line through ln y against t, evenly weighted in ln y.
 * Undefined when the curve does not fall to a tenth of its start, or rises on the way: there is nothing to fit.
 *
 * @param start s, after the event and the displacement current of its edge
 */
export function fitDecay(curve: Sampled, start: number): DecayFit | undefined {
  const amplitude = valueAt(curve, start);
  if (!(amplitude > 0)) return undefined;
  const times: number[] = [];
  const levels: number[] = [];
  let index = curve.x.findIndex((time) => time > start);
  if (index < 1) return undefined;
  for (let step = 0; step < LEVELS; step++) {
    const level = Math.log(HIGH) + ((Math.log(LOW) - Math.log(HIGH)) * step) / (LEVELS - 1);
    const value = amplitude * Math.exp(level);
    while (index < curve.y.length && (curve.y[index] ?? NaN) > value) index++;
    if (index >= curve.y.length) return undefined;
    const [low, high] = [curve.y[index - 1] ?? NaN, curve.y[index] ?? NaN];
    const [from, to] = [curve.x[index - 1] ?? NaN, curve.x[index] ?? NaN];
    const share = high > 0 && low > high ? Math.log(value / low) / Math.log(high / low) : 1;
    times.push(from + (to - from) * share);
    levels.push(level);
  }
  const { slope, residual } = line(levels, times);
  return Number.isFinite(slope) && slope < 0 ? { tau: -slope, amplitude, residual: residual / -slope } : undefined;
}

/** Least squares y = a + slope x. */
function line(x: readonly number[], y: readonly number[]): { slope: number; residual: number } {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let sxy = 0;
  let sxx = 0;
  x.forEach((value, index) => {
    sxy += (value - mx) * ((y[index] ?? NaN) - my);
    sxx += (value - mx) ** 2;
  });
  const slope = sxy / sxx;
  const squares = x.reduce((sum, value, index) => sum + ((y[index] ?? NaN) - my - slope * (value - mx)) ** 2, 0);
  return { slope, residual: Math.sqrt(squares / x.length) };
}
