import type { RuleSource } from './source.js';

/** What a spec says under `rule:`: a preset with its parameters, or a rule written out. Plain SI. */
export type RuleSpec =
  | TraceParameters
  | StdpParameters
  | TripletParameters
  | HebbianParameters
  | ThreeFactorParameters
  | ScalingParameters
  | NormalisationParameters
  | VogelsParameters
  | OjaParameters
  | BcmParameters
  | DiehlCookParameters
  | LifParameters
  | ExplicitRule;

/** A rule in the language itself. */
export interface ExplicitRule extends RuleSource {
  readonly kind: 'explicit';
}

export interface TraceParameters {
  readonly kind: 'trace';
  /** seconds */
  readonly tau: number;
  /** What an event adds to the trace or sets it to, in rule units. */
  readonly amplitude: number;
  /** all-to-all when absent */
  readonly pairing?: Pairing;
}

/**
 * Weight change of one pair at dt -> 0, in units of the weight range (in a three-factor rule: change of the
 * eligibility); tau in seconds.
 */
export interface Side {
  readonly amplitude: number;
  readonly tau: number;
}

export interface InitialWeight {
  readonly initial: number;
}

/** How a weight change depends on the weight: not at all, as (1 - w) up and w down, or as powers of them. */
export type Dependence = 'additive' | 'multiplicative' | 'power';

/** Whether every earlier event of the other side counts, or only the latest. */
export type Pairing = 'all-to-all' | 'nearest';

export interface StdpParameters {
  readonly kind: 'stdp';
  readonly dependence: Dependence;
  /** Powers of (1 - w) and w; only for `power`. */
  readonly mu_plus?: number;
  readonly mu_minus?: number;
  readonly pairing: Pairing;
  readonly potentiation: Side;
  readonly depression: Side;
  readonly weight: InitialWeight;
}

/** Amplitudes in units of the weight range, times in seconds; those of an amplitude of 0 may be absent. */
export interface TripletParameters {
  readonly kind: 'triplet';
  readonly pairing: Pairing;
  readonly a2_plus: number;
  readonly a2_minus: number;
  readonly a3_plus: number;
  readonly a3_minus: number;
  readonly tau_plus: number;
  readonly tau_minus: number;
  readonly tau_x?: number;
  readonly tau_y?: number;
  readonly weight: InitialWeight;
}

export interface HebbianParameters {
  readonly kind: 'hebbian';
  /** At each event; all the time; or at each tick. */
  readonly form: 'spike' | 'rate' | 'sampled';
  /** Weight change per event (or tick) and unit of the traces read. */
  readonly amplitude?: number;
  /** Weight change per second and unit of both traces, hertz; for `rate`. */
  readonly rate?: number;
  /** Period of the samples, seconds; for `sampled`. */
  readonly tick?: number;
  readonly pre: { readonly tau: number };
  readonly post: { readonly tau: number };
  /** Time constant with which the weight forgets, seconds; it keeps its value when absent. */
  readonly forgetting?: number;
  readonly weight: InitialWeight;
}

export interface ThreeFactorParameters {
  readonly kind: 'three-factor';
  readonly dependence: 'additive' | 'multiplicative';
  readonly potentiation: Side;
  readonly depression: Side;
  readonly eligibility: { readonly tau: number };
  /** Weight change per unit of eligibility at a reward, and the other way at a punishment. */
  readonly reward: { readonly amplitude: number };
  readonly punish?: { readonly amplitude: number };
  /** Rate of rewards that is expected, hertz: what comes above it teaches, what is missing unteaches. */
  readonly baseline?: number;
  readonly weight: InitialWeight;
}

export interface ScalingParameters {
  readonly kind: 'scaling';
  /**
   * From the rate of postsynaptic events, by moving every weight; or from the summed synaptic activity, by one gain for
   * all.
   */
  readonly form: 'post' | 'synaptic';
  /** Time over which the activity is averaged; for `synaptic` the decay of the synapses; seconds. */
  readonly tau: number;
  /** Number of synapses; for `post`. */
  readonly inputs?: number;
  /** Mean postsynaptic rate aimed at, hertz; for `post`. */
  readonly target?: number;
  /** Relative weight change per second and unit of the activity trace, hertz; for `post`. */
  readonly rate?: number;
  /** For `post`. */
  readonly weight?: InitialWeight;
  /** What an event of each input adds to its synapse at a gain of 1; for `synaptic`. */
  readonly weights?: readonly number[];
  /** Mean of the summed activity aimed at, in rule units; for `synaptic`. */
  readonly activity?: number;
  /** Time constant with which the gain settles, seconds; for `synaptic`. */
  readonly settling?: number;
  /** For `synaptic`. */
  readonly gain?: InitialWeight;
}

export interface NormalisationParameters {
  readonly kind: 'normalisation';
  /** The sum of the weights is held at ticks; or the activities share a budget all the time. */
  readonly form: 'sampled' | 'divisive';
  /** Sum of the weights, or of the outputs. */
  readonly total: number;
  /** Number of synapses; for `sampled`. */
  readonly inputs?: number;
  /** Share of the excess that one tick removes; for `sampled`. */
  readonly amplitude?: number;
  /** Period, seconds; for `sampled`. */
  readonly tick?: number;
  /** For `sampled`. */
  readonly weight?: InitialWeight;
  /** What an event of each input adds to its activity; for `divisive`. */
  readonly weights?: readonly number[];
  /** Decay of the activities, seconds; for `divisive`. */
  readonly tau?: number;
}

/** Amplitudes in units of the weight range, times in seconds. */
export interface VogelsParameters {
  readonly kind: 'vogels';
  readonly amplitude: number;
  readonly tau: number;
  /** Postsynaptic rate at which the weight rests, hertz. */
  readonly target: number;
  readonly weight: InitialWeight;
}

export interface OjaParameters {
  readonly kind: 'oja';
  readonly amplitude: number;
  /** What the weight loses per unit of the postsynaptic trace and of w, over the amplitude. */
  readonly decay: number;
  readonly pre: { readonly tau: number };
  readonly post: { readonly tau: number };
  readonly weight: InitialWeight;
}

export interface BcmParameters {
  readonly kind: 'bcm';
  readonly amplitude: number;
  readonly post: { readonly tau: number };
  /** A slower trace of the same events. */
  readonly threshold: { readonly tau: number; readonly amplitude: number };
  readonly weight: InitialWeight;
}

export interface DiehlCookParameters {
  readonly kind: 'diehl-cook';
  readonly amplitude: number;
  readonly tau: number;
  /** Value of the presynaptic trace at which the weight stays. */
  readonly target: number;
  readonly pairing: Pairing;
  readonly weight: InitialWeight;
}

/** A leaky integrate-and-fire neuron that a drawn circuit is held against; src/rule/neuron.ts has its equations. */
export interface LifParameters {
  readonly kind: 'lif';
  /** Time constant of the membrane, seconds. */
  readonly tau: number;
  /** Largest constant current at which it stays silent, amperes. */
  readonly threshold: number;
  /** Time after a spike during which the membrane is held at its reset, seconds. */
  readonly refractory: number;
  /** Where the membrane is after a spike: 0 is rest, 1 the threshold. */
  readonly reset: number;
  /** What its spikes are to be like; a leaky integrate-and-fire neuron itself has none. */
  readonly spike?: SpikeParameters;
}

/** The neuron by itself. */
export type LifNeuronModel = Omit<LifParameters, 'kind'>;

export interface SpikeParameters {
  /** Time above the level, seconds. */
  readonly width?: number;
  /** Distance of its peak from rest, volts. */
  readonly amplitude?: number;
  /** Most that one may take from the supply, joules. */
  readonly energy?: number;
}
