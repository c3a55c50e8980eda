import { smallestInterval } from '../spec/limits.js';
import type { EventTimes, Rates, StimulusSpec } from '../spec/types.js';
import { poissonTrain } from './poisson.js';

/** A train without its history: onsets by event in seconds from its start, and its length. */
export interface Train {
  readonly events: EventTimes;
  /** How a file of events was read, in one line. */
  readonly reading?: string;
  /** seconds */
  readonly duration: number;
}

/** Independent random channels of one seed, by event; the inputs of a group follow. */
const CHANNELS = ['pre', 'post', 'reward', 'punish'];
const GROUP_INPUTS = 32;

/** Poisson trains of all events that have a rate. */
export function poissonEvents(
  { rate, duration, seed }: NonNullable<StimulusSpec['poisson']>,
  waits: readonly string[],
  pulse: number,
): Train {
  return { events: independentTrains(rate, waits, { duration, seed, pulse, segment: 0 }), duration };
}

/** Poisson trains whose rates change in steps; a step's last pulse ends within it. */
export function stepEvents(
  { rates, seed }: NonNullable<StimulusSpec['steps']>,
  waits: readonly string[],
  pulse: number,
): Train {
  const events: Record<string, number[]> = {};
  let start = 0;
  rates.forEach(({ rate, duration }, segment) => {
    for (const [event, onsets] of Object.entries(independentTrains(rate, waits, { duration, seed, pulse, segment }))) {
      (events[event] ??= []).push(...onsets.map((onset) => decimal(start + onset)));
    }
    start = decimal(start + duration);
  });
  return { events, duration: start };
}

/** Bursts of equally spaced events, repeated; the last onset leaves room for its pulse. */
export function burstEvents({ events, repeat, every }: NonNullable<StimulusSpec['bursts']>, pulse: number): Train {
  const onsetsOf = ({ spikes, interval = 0, delay }: (typeof events)[string]): number[] =>
    Array.from({ length: repeat * spikes }, (_, index) =>
      decimal(Math.floor(index / spikes) * every + delay + (index % spikes) * interval),
    );
  return {
    events: Object.fromEntries(Object.entries(events).map(([event, burst]) => [event, onsetsOf(burst)])),
    duration: decimal(Math.max(repeat * every, smallestInterval(pulse))),
  };
}

interface Draws {
  readonly duration: number;
  readonly seed: number;
  readonly pulse: number;
  /** Position of a step: each has draws of its own. */
  readonly segment: number;
}

function independentTrains(
  rates: Rates,
  waits: readonly string[],
  { segment, ...draws }: Draws,
): Record<string, number[]> {
  return Object.fromEntries(
    waits.flatMap((event): [string, number[]][] => {
      const rate = rates[event] ?? (isGroupInput(event) ? rates['pre'] : undefined);
      if (rate === undefined) return [];
      const channel = segment * (CHANNELS.length + GROUP_INPUTS) + channelOf(event);
      return [[event, rate === 0 ? [] : poissonTrain({ ...draws, rate, channel })]];
    }),
  );
}

function channelOf(event: string): number {
  return isGroupInput(event) ? CHANNELS.length - 1 + Number(event.slice(3)) : CHANNELS.indexOf(event);
}

/** One of the inputs of a group of synapses, `pre1` and on. */
export function isGroupInput(event: string): boolean {
  return /^pre\d+$/.test(event);
}

/** Free of binary rounding. */
export function decimal(time: number): number {
  return Number(time.toPrecision(12));
}
