import type { RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import type { Cell } from './cells.js';
import type { Hypothesis } from './hypothesis.js';

/** What the parameters are relative to, from the data. */
export interface TimeScale {
  /** Mean starting conductance, S. */
  readonly level: number;
  readonly shortest: number;
  readonly longest: number;
  /** Root mean square change at the longest and at the shortest time, and over all reads, S. */
  readonly late: number;
  readonly early: number;
  readonly change: number;
}

export function scaleOf(cells: readonly Cell[], times: readonly number[]): TimeScale {
  const [shortest = NaN, longest = NaN] = [times[0], times.at(-1)];
  const rms = (wanted?: number): number => {
    let [squares, count] = [0, 0];
    for (const { times: at, changes } of cells) {
      changes.forEach((change, read) => {
        if (wanted !== undefined && at[read] !== wanted) return;
        squares += change * change;
        count += 1;
      });
    }
    return Math.sqrt(squares / count);
  };
  const change = rms();
  return {
    level: cells.reduce((sum, { start }) => sum + start, 0) / cells.length,
    shortest,
    longest,
    late: rms(longest) || change,
    early: rms(shortest) || change / 100,
    change,
  };
}

/** The law of a hypothesis from its parameters, in the order of `parametersOf`. */
export function lawOf(
  { clock, shiftPowers, spreadByLevel, spreadExponent, kept }: Hypothesis,
  { longest, level }: TimeScale,
  values: ArrayLike<number>,
): RelaxationLaw {
  let place = 0;
  const next = (): number => values[place++] ?? NaN;
  const more = (power: number): number => (shiftPowers >= power ? next() : 0);
  const shift = {
    size: next(),
    slope: more(1),
    bend: more(2),
    detour: next(),
    tilt: more(1),
    exponent: clock === 'log' ? 1 : next(),
  };
  const spread = {
    size: next(),
    rise: spreadByLevel ? next() : 0,
    fall: spreadByLevel ? next() : 0,
    exponent: spreadExponent ?? next(),
  };
  const onset = clock === 'log' ? next() : 0;
  return {
    clock,
    onset,
    time: longest,
    level,
    shift,
    spread,
    readVariance: next(),
    kept: kept ? next() : 0,
    forgetting: kept ? next() : 0,
  };
}
