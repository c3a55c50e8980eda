import { valueAt, type Sampled } from '../../compare/sampled.js';
import { reads, type Rule } from '../../rule/rule.js';
import type { Experiment } from '../../stimulus/experiment.js';
import { stateOf, type Recording } from '../../quantities/measuring/recording.js';

/** When noise in a state matters, and what it is compared with. */
export interface Reading {
  /** s */
  readonly time: number;
  readonly value: (recording: Recording) => number;
  /** The change of a weight, a trace itself: what the noise stands against. */
  readonly signal: (recording: Recording) => number;
}

/**
 * Share of its time constant over which a trace is read: what reads it has a bandwidth too, and white noise in none has
 * no value.
 */
const READING = 0.1;

/**
 * A weight is read at the end of the experiment: what noise left after all its updates. A trace is read, as its mean
 * over a tenth of its time constant, until the last event that uses it begins (an eligibility at its reward), or until
 * one time constant after the last event where none does.
 */
export function readingOf(rule: Rule, state: string, experiment: Experiment): Reading {
  const found = rule.states.find(({ name }) => name === state);
  if (found?.type !== 'trace') {
    const { duration, measuredFrom = 0 } = experiment;
    const at = (recording: Recording, time: number): number => valueAt(stateOf(recording, state), time);
    return {
      time: duration,
      value: (recording) => at(recording, duration),
      signal: (recording) => at(recording, duration) - at(recording, measuredFrom),
    };
  }
  const readers = new Set(rule.updates.filter((update) => reads(update, state)).map(({ event }) => event));
  const onsets = (names: readonly string[]): number[] => names.flatMap((name) => [...(experiment.events[name] ?? [])]);
  const used = onsets([...readers]);
  const last = Math.max(0, ...onsets(Object.keys(experiment.events)));
  const time = used.length > 0 ? Math.max(...used) : Math.min(experiment.duration, last + found.tau);
  const value = (recording: Recording): number => meanBefore(stateOf(recording, state), time, READING * found.tau);
  return { time, value, signal: value };
}

/** Mean of a curve over `width` before `time`, s. */
function meanBefore(curve: Sampled, time: number, width: number): number {
  const from = Math.max(curve.x[0] ?? NaN, time - width);
  const inside = [...curve.x].filter((x) => x > from && x < time);
  const points = [from, ...inside, time];
  if (!(time > from)) return valueAt(curve, time);
  const sum = points
    .slice(1)
    .reduce(
      (area, x, index) =>
        area + ((valueAt(curve, x) + valueAt(curve, points[index] ?? NaN)) / 2) * (x - (points[index] ?? NaN)),
      0,
    );
  return sum / (time - from);
}
