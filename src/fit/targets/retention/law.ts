import type { RelaxationLaw } from '../../../nonideality/relaxation-law.js';
import type { FitParameter } from '../../search/parameter.js';
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

const linear = (
  name: string,
  meaning: string,
  start: number,
  size: number,
  reach: number,
  unit: string,
): FitParameter => ({ name, meaning, unit, scale: 'linear', start, size, min: -reach, max: reach });
const positive = (
  name: string,
  meaning: string,
  start: number,
  min: number,
  max: number,
  unit: string,
): FitParameter => ({ name, meaning, unit, scale: 'log', start, size: 1, min, max });

/** Parameters of a hypothesis, in the order that `lawOf` reads them. */
export function parametersOf(
  { clock, shiftPowers, spreadByLevel, spreadExponent, kept }: Hypothesis,
  { shortest, longest, late, early, change }: TimeScale,
): readonly FitParameter[] {
  const log = clock === 'log';
  return [
    linear('shift', 'mean change at the longest time and the reference level', -0.3 * late, late, 100 * late, 'S'),
    ...(shiftPowers > 0
      ? [linear('slope', 'by how much more at twice the reference level', -0.3 * late, late, 100 * late, 'S')]
      : []),
    ...(shiftPowers > 1
      ? [
          linear(
            'bend',
            'by how much more, over the square of the relative distance from the reference level',
            0,
            late,
            100 * late,
            'S',
          ),
        ]
      : []),
    linear(
      'detour',
      'by how much the shift is off the straight line of the clock halfway',
      0,
      0.3 * late,
      30 * late,
      'S',
    ),
    ...(shiftPowers > 0
      ? [linear('tilt', 'by how much more that is at twice the reference level', 0, 0.3 * late, 30 * late, 'S')]
      : []),
    ...(log ? [] : [positive('shift exponent', 'power of time in the shift', 0.15, 0.005, 2, '')]),
    positive(
      'spread',
      'standard deviation of the relaxation at the longest time and the reference level',
      late,
      1e-3 * late,
      100 * late,
      'S',
    ),
    ...(spreadByLevel
      ? [
          linear('rise', 'power of the level in the spread', 0.3, 0.3, 10, ''),
          linear('fall', 'how the spread falls above that, per reference level', 0.3, 0.3, 20, ''),
        ]
      : []),
    ...(spreadExponent === undefined
      ? [
          positive(
            'spread exponent',
            'power of the clock in the spread',
            log ? 0.5 : 0.08,
            log ? 0.05 : 0.005,
            log ? 10 : 2,
            '',
          ),
        ]
      : []),
    ...(log ? [positive('onset', 'time at which relaxation begins', shortest / 3, 1e-5 * shortest, longest, 's')] : []),
    // The variance, not its root: at 0 the likelihood has a slope over it, over the root it has none.
    {
      name: 'read variance',
      meaning: 'variance of one read, the first one too',
      unit: 'S2',
      scale: 'linear',
      start: (0.3 * early) ** 2,
      size: (0.2 * early) ** 2,
      min: 0,
      max: change ** 2,
      naturalBounds: true,
    },
    ...(kept
      ? [
          {
            name: 'kept',
            meaning: 'share of the variance of the relaxation that stays from read to read',
            unit: '',
            scale: 'linear' as const,
            start: 0.6,
            size: 0.15,
            min: 0,
            max: 1,
            naturalBounds: true,
          },
          {
            name: 'forgetting',
            meaning: 'power of the ratio of two times with which that is forgotten',
            unit: '',
            scale: 'linear' as const,
            start: 0.02,
            size: 0.01,
            min: 0,
            max: 1,
            naturalBounds: true,
          },
        ]
      : []),
  ];
}

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
