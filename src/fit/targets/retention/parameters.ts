import type { FitParameter } from '../../search/parameter.js';
import type { Hypothesis } from './hypothesis.js';
import type { TimeScale } from './law.js';

/** Parameters of a hypothesis, in the order that `lawOf` reads them. */
export function parametersOf(hypothesis: Hypothesis, scale: TimeScale): readonly FitParameter[] {
  const { shortest, longest } = scale;
  return [
    ...shiftParameters(hypothesis, scale),
    ...spreadParameters(hypothesis, scale),
    ...(hypothesis.clock === 'log'
      ? [positive('onset', 'time at which relaxation begins', shortest / 3, 1e-5 * shortest, longest, 's')]
      : []),
    readVariance(scale),
    ...(hypothesis.kept ? KEPT : []),
  ];
}

function shiftParameters({ clock, shiftPowers }: Hypothesis, { late }: TimeScale): readonly FitParameter[] {
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
    ...(clock === 'log' ? [] : [positive('shift exponent', 'power of time in the shift', 0.15, 0.005, 2, '')]),
  ];
}

function spreadParameters(
  { clock, spreadByLevel, spreadExponent }: Hypothesis,
  { late }: TimeScale,
): readonly FitParameter[] {
  const [start, min, max] = clock === 'log' ? [0.5, 0.05, 10] : [0.08, 0.005, 2];
  return [
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
      ? [positive('spread exponent', 'power of the clock in the spread', start, min, max, '')]
      : []),
  ];
}

/** The variance, not its root: at 0 the likelihood has a slope over it, over the root it has none. */
function readVariance({ early, change }: TimeScale): FitParameter {
  return {
    name: 'read variance',
    meaning: 'variance of one read, the first one too',
    unit: 'S2',
    scale: 'linear',
    start: (0.3 * early) ** 2,
    size: (0.2 * early) ** 2,
    min: 0,
    max: change ** 2,
    naturalBounds: true,
  };
}

/** How much of a deviation stays from read to read. */
const KEPT: readonly FitParameter[] = [
  {
    name: 'kept',
    meaning: 'share of the variance of the relaxation that stays from read to read',
    unit: '',
    scale: 'linear',
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
    scale: 'linear',
    start: 0.02,
    size: 0.01,
    min: 0,
    max: 1,
    naturalBounds: true,
  },
];

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
