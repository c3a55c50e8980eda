import { poissonTrain } from '../stimulus/poisson.js';
import { formatQuantity } from '../units/format.js';
import type { Timing } from './timing.js';
import type { Trial } from './trial.js';

/**
 * Events of each side in a train, on average: of one that is fitted, and of one that judges, in which the weight has to
 * go some way before an error is a share of it.
 */
const EVENTS = 40;
const EVENTS_UNSEEN = 100;
/** Mean events in the longer time constant, and the most of a train that pulses take: of 20 Hz, 20 ms and 0.5 ms. */
const LOAD = 0.4;
const BUSY = 0.01;
/** Trains are drawn in this time and then scaled: the generator counts in whole microseconds. */
const DRAWN_TAU = 20e-3;

/**
 * Independent Poisson trains of both sides.
 * @param times the usual rate
 */
export function trainTrial(
  kind: Trial['kind'],
  times: number,
  seed: number,
  { slowest, pulse, before, after }: Timing,
  start: number,
): Trial {
  const rate = times * usualRate({ slowest, pulse });
  const scale = DRAWN_TAU / slowest;
  const length = (kind === 'train' ? EVENTS : EVENTS_UNSEEN) / rate;
  const train = (channel: number): number[] =>
    poissonTrain({
      rate: rate / scale,
      duration: length * scale,
      pulse: pulse * scale,
      seed,
      channel,
    }).map((onset) => Number((before + onset / scale).toPrecision(9)));
  return {
    ...{ kind, label: `Poisson trains of ${formatQuantity(rate, 'Hz', 3)}, seed ${seed}`, start },
    events: { pre: train(0), post: train(1) },
    duration: Number((before + length + after).toPrecision(12)),
  };
}

/** 20 Hz at 20 ms with pulses of 0.5 ms, at the scale of the circuit; Hz. */
export function usualRate({ slowest, pulse }: Pick<Timing, 'slowest' | 'pulse'>): number {
  return Math.min(LOAD / slowest, BUSY / pulse);
}

/** Without the events of post whose pulse would meet one of pre: which comes first then is a matter of the circuit. */
export function apart(trial: Trial, spacing: number): Trial {
  const { pre, post } = trial.events;
  return { ...trial, events: { pre, post: post.filter((at) => pre.every((one) => Math.abs(one - at) >= spacing)) } };
}
