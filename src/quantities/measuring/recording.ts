import { decode, type Encoding } from '../../compose/encoding.js';
import type { Sampled } from '../../compare/sampled.js';
import type { Experiment } from '../../stimulus/experiment.js';
import type { Firing } from './firing.js';

/** What one road (rule, model or circuit) gave for one experiment, in rule units. */
export interface Recording {
  readonly experiment: Experiment;
  /** By state of the rule. */
  readonly states: ReadonlyMap<string, Sampled>;
  /** Of a neuron. */
  readonly firing?: Firing;
  /** Of a search: the largest current at which a neuron was silent and the smallest at which it fired, A. */
  readonly threshold?: { readonly silent?: number; readonly firing?: number };
  /** Of the circuit: simulated by an earlier command. */
  readonly cached?: true;
  /** Of the circuit: what had to change for the simulation to converge. */
  readonly recovered?: string;
}

/** SI samples (A for traces, V for weights) to rule units. */
export function recordingOf(
  experiment: Experiment,
  time: Float64Array,
  observed: ReadonlyMap<string, Float64Array>,
  encoding: Encoding,
): Recording {
  return {
    experiment,
    states: new Map([...observed].map(([state, values]) => [state, { x: time, y: decode(encoding, state, values) }])),
  };
}

/** One road's recordings of one kind of experiment (many for a window, one otherwise). */
export type Recordings = readonly Recording[];

/** A state's curve; an error when the road does not carry it. */
export function stateOf(recording: Recording, state: string): Sampled {
  const curve = recording.states.get(state);
  if (!curve) throw new Error(`the ${recording.experiment.label} recording has no state ${state}`);
  return curve;
}
