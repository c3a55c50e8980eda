import type { EventTimes, StimulusName } from '../spec/types.js';

/** One run of the circuit from rest; with a history, the measured part starts later. */
export interface Experiment {
  readonly name: StimulusName;
  /** For people, unique within a spec: `window, dt = 5 ms`. */
  readonly label: string;
  /**
   * Onset times by event, seconds, ascending. `pre` and `post` are always there, the others when the rule waits for
   * them.
   */
  readonly events: EventTimes;
  /** How a file of events was read, in one line. */
  readonly reading?: string;
  /** Simulated time, seconds. */
  readonly duration: number;
  /**
   * Start of the measured part, seconds, the onset of its first event or of its train; 0 when absent. Before it comes
   * the history.
   */
  readonly measuredFrom?: number;
  /** t_post - t_pre in seconds; only for `window`. */
  readonly dt?: number;
  /** The weight at the start, where it is not that of the rule. */
  readonly start?: number;
  /** From the pair to its reward in seconds; only for `credit`. */
  readonly delay?: number;
  /** Into a neuron from `onset` (s) on, amperes; only for `currents`. */
  readonly current?: number;
  readonly onset?: number;
  /** Currents between which the one is looked for at which a neuron begins to fire, amperes; only for `threshold`. */
  readonly search?: { readonly from: number; readonly to: number };
}

/** Onsets of one event, whatever its name; none when the experiment does not have it. */
export function eventTimes({ events }: Experiment, event: string): readonly number[] {
  return Object.hasOwn(events, event) ? (events[event] ?? []) : [];
}

/** Onsets of an event in the measured part, seconds. */
export function measuredEvents(experiment: Experiment, event: string): readonly number[] {
  return eventTimes(experiment, event).filter((onset) => onset >= (experiment.measuredFrom ?? 0));
}
