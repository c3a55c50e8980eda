import { valueAt } from '../compare/sampled.js';
import { smallestInterval } from '../spec/limits.js';
import type { Seen, Trial } from './trial.js';

/** Events so close to each other that what each does to the weight cannot be seen apart, and what they did. */
export interface Step {
  /** In order of time; index 0 is `pre`, 1 is `post`. */
  readonly events: readonly (readonly [event: 0 | 1, onset: number])[];
  /** From just before the first of them until just before what comes next, s. */
  readonly from: number;
  readonly to: number;
  /** Weight at `from`, and its change until `to`, in units of its range. */
  readonly weight: number;
  readonly change: number;
}

/** One trial as steps, from rest. */
export interface Observation {
  readonly trial: Trial;
  readonly steps: readonly Step[];
}

/** Part of a trial without events after which the start has settled. */
const SETTLED = 0.1;

/** What the weight did from event to event. */
export function observe({ trial, weight }: Seen, pulse: number): Observation {
  const at = (time: number): number => valueAt(weight, time);
  const end = weight.x[weight.x.length - 1] ?? NaN;
  const step = (events: Step['events'], from: number, to: number): Step => ({
    events,
    from,
    to,
    weight: at(from),
    change: at(to) - at(from),
  });
  const groups = grouped(trial, smallestInterval(pulse));
  if (groups.length === 0) return { trial, steps: [step([], SETTLED * end, end)] };
  return {
    trial,
    steps: groups.map((events, index) => step(events, events[0]![1], groups[index + 1]?.[0]?.[1] ?? end)),
  };
}

function grouped({ events }: Trial, apart: number): (readonly [0 | 1, number])[][] {
  const all = [...events.pre.map((at) => [0, at] as const), ...events.post.map((at) => [1, at] as const)].sort(
    (a, b) => a[1] - b[1],
  );
  const groups: (readonly [0 | 1, number])[][] = [];
  for (const event of all) {
    const last = groups.at(-1);
    if (last && event[1] - (last.at(-1)?.[1] ?? 0) < apart) last.push(event);
    else groups.push([event]);
  }
  return groups;
}
