import { smallestInterval } from '../spec/limits.js';
import { formatQuantity } from '../units/format.js';
import { apart, trainTrial } from './trains.js';
import type { Trial, TrialKind } from './trial.js';
import type { Timing } from './timing.js';

/*
 * The experiments of an identification, laid out by the time constants that a coarse scan found.
 */

type Spikes = readonly (readonly ['pre' | 'post', number])[];

/** Spikes at times from the first one, s, after rest and followed by rest. */
export function trialOf(
  kind: TrialKind,
  label: string,
  spikes: Spikes,
  { before, after }: Pick<Timing, 'before' | 'after'>,
  start: number,
  extra: Pick<Trial, 'dt'> = {},
): Trial {
  const onsets = (of: 'pre' | 'post'): number[] =>
    spikes
      .filter(([event]) => event === of)
      .map(([, at]) => decimal(before + at))
      .sort((a, b) => a - b);
  const last = Math.max(0, ...spikes.map(([, at]) => at));
  return {
    kind,
    label,
    start,
    ...extra,
    events: { pre: onsets('pre'), post: onsets('post') },
    duration: decimal(before + last + after),
  };
}

export function pairTrial(kind: TrialKind, dt: number, timing: Pick<Timing, 'before' | 'after'>, start: number): Trial {
  const gap = Math.abs(dt);
  const spikes: Spikes =
    dt > 0
      ? [
          ['pre', 0],
          ['post', gap],
        ]
      : [
          ['post', 0],
          ['pre', gap],
        ];
  return trialOf(kind, `dt = ${formatQuantity(dt, 's', 4)}, w = ${start}`, spikes, timing, start, { dt: decimal(dt) });
}

/** Points of the window at its own weight, to a side; and how many time constants it reaches. */
const POINTS = 14;
const REACH = 4;
/** Where the window is measured besides, and at which dt, in time constants. */
const WEIGHTS = [0.1, 0.3, 0.7, 0.9];
const AT_WEIGHTS = [0.2, 0.6, 1.2, 2];

/** Everything that the rule is fitted to. */
export function identificationTrials(timing: Timing, start: number): Trial[] {
  return [
    ...quiet(timing, start),
    ...windows(timing, start),
    ...repeats(timing, start),
    ...triplets(timing, start),
    ...frequencies(timing, start),
    ...bounds(timing),
    ...TRAINS.map(([times, seed]) => apart(trainTrial('train', times, seed, timing, start), timing.spacing)),
  ];
}

/** Rate in units of the usual one, and seed. */
const TRAINS = [
  [1, 1],
  [1, 2],
  [1, 3],
  [2, 4],
  [0.5, 5],
] as const;
const UNSEEN = [
  [1, 11],
  [1, 12],
  [1, 13],
  [0.5, 14],
  [2, 15],
] as const;

/** What the fit never sees: trains at the usual rate, at half and twice of it, and one whose pulses may overlap. */
export function unseenTrials(timing: Timing, start: number): Trial[] {
  return [
    ...UNSEEN.map(([times, seed]) => apart(trainTrial('unseen', times, seed, timing, start), timing.spacing)),
    trainTrial('overlap', 1, 11, timing, start),
  ];
}

/** No event, and one alone. */
function quiet(timing: Timing, start: number): Trial[] {
  const idle = { before: 0, after: 100 * timing.slowest };
  return [0.1, start, 0.9].flatMap((weight) => [
    trialOf('rest', `rest, w = ${weight}`, [], idle, weight),
    trialOf('alone', `pre alone, w = ${weight}`, [['pre', 0]], timing, weight),
    trialOf('alone', `post alone, w = ${weight}`, [['post', 0]], timing, weight),
  ]);
}

function windows(timing: Timing, start: number): Trial[] {
  const sides = [
    [1, timing.plus],
    [-1, timing.minus],
  ] as const;
  return sides.flatMap(([sign, tau]) => {
    const [first, last] = [timing.nearest, Math.max(REACH * tau, 4 * timing.nearest)];
    const grid = Array.from({ length: POINTS }, (_, index) => first + (index / (POINTS - 1)) * (last - first));
    return [
      ...grid.map((dt) => pairTrial('pair', sign * rounded(dt), timing, start)),
      ...WEIGHTS.flatMap((weight) =>
        AT_WEIGHTS.map((share) =>
          pairTrial('weights', sign * rounded(Math.max(timing.nearest, share * tau)), timing, weight),
        ),
      ).filter(distinct),
    ];
  });
}

/** Two events of one side before one of the other, and after it: do they add up, and does reading a trace end it? */
function repeats(timing: Timing, start: number): Trial[] {
  const short = Math.max(0.3 * timing.fastest, timing.nearest);
  return [0.3, 1, 3, 10, 30].flatMap((share) => {
    const [plus, minus] = [timing.plus, timing.minus].map((tau) => rounded(Math.max(timing.spacing, share * tau)));
    const name = (text: string): string => `${text}, ${share} tau`;
    const make = (text: string, spikes: Spikes): Trial => trialOf('repeat', name(text), spikes, timing, start);
    return [
      make('pre pre post', [
        ['pre', 0],
        ['pre', plus!],
        ['post', plus! + short],
      ]),
      make('post post pre', [
        ['post', 0],
        ['post', minus!],
        ['pre', minus! + short],
      ]),
      make('pre post post', [
        ['pre', 0],
        ['post', short],
        ['post', short + plus!],
      ]),
      make('post pre pre', [
        ['post', 0],
        ['pre', short],
        ['pre', short + minus!],
      ]),
    ];
  });
}

function triplets(timing: Timing, start: number): Trial[] {
  const steps = [
    [0.3, 0.3],
    [0.3, 1],
    [1, 0.3],
    [1, 1],
  ] as const;
  return steps.flatMap(([first, second]) => {
    const gap = (share: number, tau: number): number => rounded(Math.max(timing.nearest, share * tau));
    const up = [gap(first, timing.plus), gap(second, timing.minus)] as const;
    const down = [gap(first, timing.minus), gap(second, timing.plus)] as const;
    const name = `${first} and ${second} tau`;
    return [
      trialOf(
        'triplet',
        `pre post pre, ${name}`,
        [
          ['pre', 0],
          ['post', up[0]],
          ['pre', up[0] + up[1]],
        ],
        timing,
        start,
      ),
      trialOf(
        'triplet',
        `post pre post, ${name}`,
        [
          ['post', 0],
          ['pre', down[0]],
          ['post', down[0] + down[1]],
        ],
        timing,
        start,
      ),
    ];
  });
}

/** Pairs at several rates. */
function frequencies(timing: Timing, start: number): Trial[] {
  const gap = Math.max(0.4 * timing.fastest, timing.nearest);
  return [1, 2, 4].flatMap((share) =>
    ([1, -1] as const).map((sign) => {
      const every = rounded(Math.max(share * timing.slowest, gap + timing.spacing));
      const pairs = Array.from({ length: 5 }, (_, index) => index * every);
      const [first, second] = sign > 0 ? (['pre', 'post'] as const) : (['post', 'pre'] as const);
      const spikes = pairs.flatMap((at): Spikes => [
        [first, at],
        [second, at + gap],
      ]);
      return trialOf('frequency', `5 times ${first} ${second}, every ${share} tau`, spikes, timing, start);
    }),
  );
}

/** Most pairs that are spent on a bound. */
const MOST_PAIRS = 60;

/** The same pair until the weight should have crossed its range. */
function bounds(timing: Timing): Trial[] {
  return ([1, -1] as const).map((sign) => {
    const change = sign > 0 ? timing.largest.plus : timing.largest.minus;
    const [up, size] = [change > 0, Math.abs(change)];
    const pairs = Math.min(MOST_PAIRS, Math.max(8, Math.ceil(1.3 / Math.max(size, 1e-3))));
    const [first, second] = sign > 0 ? (['pre', 'post'] as const) : (['post', 'pre'] as const);
    const every = timing.nearest + 5 * timing.slowest;
    const spikes = Array.from({ length: pairs }, (_, index): Spikes => [
      [first, index * every],
      [second, index * every + timing.nearest],
    ]).flat();
    return trialOf('bound', `${pairs} times ${first} ${second}`, spikes, timing, up ? 0.05 : 0.95);
  });
}

function distinct({ label }: Trial, index: number, all: readonly Trial[]): boolean {
  return all.findIndex((other) => other.label === label) === index;
}

/** The smallest distance of two events whose pulses are apart, with room. */
export function nearestOf(pulse: { readonly pulse: number; readonly edge?: number }): number {
  return rounded(1.5 * smallestInterval(pulse.pulse));
}

function rounded(time: number): number {
  return Number(time.toPrecision(4));
}

function decimal(time: number): number {
  return Number(time.toPrecision(12));
}
