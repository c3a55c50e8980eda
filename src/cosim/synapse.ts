import type { Sampled } from '../compare/sampled.js';

/** One behavioural synapse while a network runs; its times never go back. */
export interface Synapse {
  /** Weight in rule units at a time, s. */
  weight(time: number): number;
  /** An event with its onset, s. */
  event(name: 'pre' | 'post', onset: number): void;
  /** Runs to the end, s; the weight over the whole time. */
  finish(end: number): Sampled;
}

/** What one road gave. */
export interface NetworkRecording {
  /** Spike times by neuron, s, in the order of the spec. */
  readonly spikes: readonly (readonly number[])[];
  /** Weights by synapse in rule units, in the order of the spec. */
  readonly weights: readonly Sampled[];
}
