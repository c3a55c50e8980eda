/** One run of the circuit from rest. */
export interface Experiment {
  readonly name: 'impulse' | 'window' | 'spikes' | 'poisson' | 'csv';
  /** For people, unique within a spec: `window, dt = 5 ms`. */
  readonly label: string;
  /** Onset times in seconds, ascending. */
  readonly events: { readonly pre: readonly number[]; readonly post: readonly number[] };
  /** Simulated time, seconds. */
  readonly duration: number;
  /** t_post - t_pre in seconds; only for `window`. */
  readonly dt?: number;
}

/** Onsets of one event, whatever its name; none when the experiment does not have it. */
export function eventTimes({ events }: Experiment, event: string): readonly number[] {
  return Object.hasOwn(events, event) ? (events as Readonly<Record<string, readonly number[]>>)[event] ?? [] : [];
}
