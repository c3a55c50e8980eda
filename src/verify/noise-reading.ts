import { valueAt } from '../compare/sampled.js';
import { reads, type Rule } from '../rule/rule.js';
import type { Experiment } from '../stimulus/experiment.js';
import { stateOf, type Recording } from './recording.js';

/** When noise in a state matters, and what it is compared with. */
export interface Reading {
  /** s */
  readonly time: number;
  value(recording: Recording): number;
  /** The change of a weight, a trace itself: what the noise stands against. */
  signal(recording: Recording): number;
}

/**
 * A weight is read at the end of the experiment: what noise left after all its updates. A trace is read when the last event
 * that uses it begins (an eligibility at its reward), or one time constant after the last event where none does.
 */
export function readingOf(rule: Rule, state: string, experiment: Experiment): Reading {
  const found = rule.states.find(({ name }) => name === state);
  const value = (time: number) => (recording: Recording): number => valueAt(stateOf(recording, state), time);
  if (found?.type !== 'trace') {
    const { duration, measuredFrom = 0 } = experiment;
    return { time: duration, value: value(duration), signal: (recording) => value(duration)(recording) - value(measuredFrom)(recording) };
  }
  const readers = new Set(rule.updates.filter((update) => reads(update, state)).map(({ event }) => event));
  const onsets = (names: readonly string[]): number[] => names.flatMap((name) => [...(experiment.events[name] ?? [])]);
  const used = onsets([...readers]);
  const last = Math.max(...onsets(Object.keys(experiment.events)));
  const time = used.length > 0 ? Math.max(...used) : Math.min(experiment.duration, last + found.tau);
  return { time, value: value(time), signal: value(time) };
}
