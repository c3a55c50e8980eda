import type { Sampled } from '../compare/sampled.js';

/** What a trial is for: its kind decides which part of the answer rests on it. */
export type TrialKind =
  'rest' | 'alone' | 'pair' | 'weights' | 'repeat' | 'triplet' | 'frequency' | 'bound' | 'train' | 'unseen' | 'overlap';

/** Spikes from rest, as the circuit and a rule are both put through them. */
export interface Trial {
  readonly kind: TrialKind;
  /** Unique within an identification. */
  readonly label: string;
  /** Onsets, s, ascending. */
  readonly events: Readonly<Record<'pre' | 'post', readonly number[]>>;
  /** s */
  readonly duration: number;
  /** Weight at the start. */
  readonly start: number;
  /** t_post - t_pre of a pair, s. */
  readonly dt?: number;
}

/** What the circuit's weight did, in units of its range. */
export interface Seen {
  readonly trial: Trial;
  readonly weight: Sampled;
}
