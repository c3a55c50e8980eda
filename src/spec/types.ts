import type { RuleSpec } from '../rule/parameters.js';
import type { DutSpec } from './dut.js';
import type { NetworkSpec } from './network.js';

/**
 * A validated spec: what the user wrote, with every quantity converted to plain SI and every default filled in.
 * src/spec/schema.ts (zod) produces exactly this.
 */
export interface Spec {
  readonly rulespice: 1;
  readonly name: string;
  readonly description?: string;
  readonly rule: RuleSpec;
  readonly process: ProcessSpec;
  readonly circuit: CircuitSpec;
  /** A circuit that somebody else drew, instead of one that is composed of our cells. */
  readonly dut?: DutSpec;
  readonly stimulus: StimulusSpec;
  /** The spec names no checks: those of its rule are meant. */
  readonly usual?: true;
  readonly verify: readonly Check[];
  readonly variations: VariationsSpec;
  readonly simulation: SimulationSpec;
  readonly network?: NetworkSpec;
}

export interface ProcessSpec {
  /** A process that ships, or what `file` says. */
  readonly name: string;
  /** As the spec names it. */
  readonly file?: string;
  /** That file as it was read. */
  readonly own?: { readonly file: string; readonly text: string };
  readonly corner?: string;
  /** degrees Celsius */
  readonly temperature: number;
  /** volts; the process's nominal supply when absent */
  readonly supply?: number;
}

export interface CircuitSpec {
  readonly trace: {
    /** One that does what the rule's events do when absent. */
    readonly cell?: string;
    /** farads; chosen by the design when absent */
    readonly capacitance?: number;
    /** Area budget for the state capacitor, square metres; excludes `capacitance`. */
    readonly area?: number;
    /** Output current that stands for 1 in rule units, amperes; the cell's choice when absent. */
    readonly current?: number;
  };
  readonly weight: {
    /** farads; chosen by the design when absent */
    readonly capacitance?: number;
    /** Voltages that stand for weight 0 and 1; the process's safe range when absent. */
    readonly range?: readonly [number, number];
  };
  /** Transistor sizes by role (`5/2`, `1/8 x4`, micrometres) instead of the process's own. */
  readonly sizes: Readonly<Record<string, string>>;
  /** Duration of an event pulse, seconds. */
  readonly pulse: number;
  /** Rise and fall time of one, seconds, of a drawn circuit; src/spec/limits.ts has that of ours. */
  readonly edge?: number;
}

/** Any subset; each experiment that is present runs. `impulse` (one event) always exists. */
export interface StimulusSpec {
  /** What comes before the measured part of every experiment; rest when absent. */
  readonly history?: History;
  readonly window?: {
    readonly from: number;
    readonly to: number;
    readonly step: number;
    /** Weights at which the window is measured besides the one at which the rule starts. */
    readonly weights: readonly number[];
  };
  /** Onsets by event, seconds. */
  readonly spikes?: { readonly events: EventTimes; readonly duration: number };
  /** Mean rates by event, hertz. */
  readonly poisson?: { readonly rate: Rates; readonly duration: number; readonly seed: number };
  readonly bursts?: {
    readonly events: Readonly<Record<string, Burst>>;
    readonly repeat: number;
    readonly every: number;
  };
  /** Rates that hold one after the other. */
  readonly steps?: {
    readonly rates: readonly { readonly rate: Rates; readonly duration: number }[];
    readonly seed: number;
  };
  readonly csv?: { readonly file: string; readonly duration: number };
  /** A pair `dt` apart and a reward after each of the delays, seconds. */
  readonly credit?: { readonly delays: readonly number[]; readonly dt: number };
  /** The third factor, added to every experiment. */
  readonly reward?: Schedule;
  readonly punish?: Schedule;
  /** Constant currents into a neuron, amperes, ascending. */
  readonly currents?: readonly number[];
}

/** Onset times by event, seconds, ascending. */
export type EventTimes = Readonly<Record<string, readonly number[]>>;

export type Rates = Readonly<Record<string, number>>;

/** `warm` conditioning events (pairs before a pair), `interval` seconds apart. */
export type History = 'rest' | { readonly warm: number; readonly interval: number };

export interface Burst {
  readonly spikes: number;
  /** seconds; present for more than one event */
  readonly interval?: number;
  /** seconds after the start of the burst */
  readonly delay: number;
}

/** One of: `delay` seconds after every event of a side, at given times, or periodically. */
export interface Schedule {
  readonly after?: 'pre' | 'post';
  readonly delay?: number;
  readonly times?: readonly number[];
  readonly every?: number;
}

/** Experiments that need no description: every rule has them. */
export type PlainStimulus = 'impulse' | 'alone' | 'rest' | 'threshold';

export type StimulusName =
  PlainStimulus | 'window' | 'credit' | 'spikes' | 'poisson' | 'bursts' | 'steps' | 'csv' | 'currents';

export type Metric = 'nrmse' | 'relative-error' | 'difference' | 'spread';

export interface Check {
  /** The name of a quantity such as `tau` or `a_plus`, or of a state of the rule. */
  readonly quantity: string;
  /** `rule` asks for fidelity, `model` for agreement. */
  readonly against: 'rule' | 'model';
  readonly metric: Metric;
  /** Largest allowed value of the metric, as a fraction (2 % is 0.02). */
  readonly max: number;
  /** Experiment to measure on; chosen from the quantity when absent. */
  readonly stimulus?: StimulusName;
  /** Where in the file the check stands, for annotations. */
  readonly line?: number;
}

/** Conditions to verify under, and what differs from chip to chip; empty lists mean the single value of `process`. */
export interface VariationsSpec {
  readonly corners: readonly string[];
  /** degrees Celsius */
  readonly temperatures: readonly number[];
  /** volts */
  readonly supplies: readonly number[];
  /** Relative errors of all capacitors of a chip, 0.1 for 10 % too large. */
  readonly capacitors: readonly number[];
  /** Relative errors of all reference currents of a chip. */
  readonly biases: readonly number[];
  /** Every combination of the lists, or each of their values with everything else nominal. */
  readonly grid: 'full' | 'one-at-a-time';
  /** Instead of the lists; what one leaves out is nominal. */
  readonly list?: readonly ListedConditions[];
  readonly sampling?: SamplingSpec;
  readonly noise?: NoiseSpec;
}

export interface ListedConditions {
  readonly corner?: string;
  readonly temperature?: number;
  readonly supply?: number;
  readonly capacitor?: number;
  readonly bias?: number;
}

/** Noise of every transistor, in runs of their own under every condition of the grid. */
export interface NoiseSpec {
  readonly runs: number;
  readonly seed: number;
  /** Of the statement about a spread. */
  readonly confidence: number;
  readonly thermal: boolean;
  /** k, m2: S_I = I^2 k / (W L f) */
  readonly flicker?: number;
  readonly traps: readonly TrapSpec[];
}

/** Random telegraph noise of one transistor. */
export interface TrapSpec {
  /** `instance.device` */
  readonly transistor: string;
  /** Relative loss of current while occupied. */
  readonly amplitude: number;
  /** Mean time until an empty trap captures and until an occupied one emits, s. */
  readonly capture: number;
  readonly emission: number;
}

/** Chips that differ by chance, sampled under every condition of the grid. */
export interface SamplingSpec {
  readonly samples: number;
  readonly seed: number;
  readonly method: SamplingMethod;
  /** Independent designs that the samples of a stratified method are dealt to; 1 for random ones. */
  readonly replicates: number;
  readonly spread: SpreadSpec;
  readonly goal: YieldGoal;
}

export type SamplingMethod = 'random' | 'latin-hypercube' | 'sobol';

/** What differs from chip to chip; something is there. */
export interface SpreadSpec {
  readonly mismatch?: MismatchSpec;
  readonly process?: ProcessSpread;
  readonly capacitor?: ToleranceSpec;
  readonly bias?: ToleranceSpec;
  /** V and degrees Celsius, around the conditions of the grid. */
  readonly supply?: Distribution;
  readonly temperature?: Distribution;
}

/** Local mismatch of every transistor: coefficients for all, or those of the library of the process for each. */
export type MismatchSpec = Pelgrom | 'process';

/** Pelgrom's coefficients: at a gate area WL the standard deviations are those over sqrt(WL). */
export interface Pelgrom {
  /** A_VT, V m */
  readonly avt: number;
  /** A_beta, m (1 %*um is 1e-8) */
  readonly abeta?: number;
}

/** What all transistors of a polarity have in common on one chip: standard deviations of |Vth| (V) and ln beta. */
export interface ProcessSpread {
  readonly nfet: PolaritySpread;
  readonly pfet: PolaritySpread;
  /** Correlation coefficient of nFETs and pFETs, of thresholds and of betas; none when 0. */
  readonly correlation: number;
}

export interface PolaritySpread {
  readonly threshold?: number;
  readonly beta?: number;
}

/** Of a value that stands many times on a chip: what all have in common, and the standard deviation of each alone. */
export interface ToleranceSpec {
  readonly global?: Distribution;
  readonly local?: number;
}

/**
 * How a value is distributed around its nominal one. `size` is the standard deviation of a `normal`, and the limit of
 * the others: a `truncated-normal` is cut there, at three standard deviations of what is cut.
 */
export interface Distribution {
  readonly shape: DistributionShape;
  readonly size: number;
}

export type DistributionShape = 'normal' | 'truncated-normal' | 'uniform';

export interface YieldGoal {
  /** Smallest share of samples within the limit. */
  readonly min: number;
  readonly confidence: number;
}

export interface SimulationSpec {
  /** Wall-clock limit of one simulation, seconds. */
  readonly timeout: number;
  /** Overrides of simulator options, e.g. `{ reltol: 1e-5 }`. Flagged ones let nothing pass. */
  readonly options: Readonly<Record<string, number | string>>;
  /** Correct the biases in closed loop before verifying. */
  readonly trim: boolean;
  /** Every verdict is measured again with half the time step and on a second engine; not when absent. */
  readonly numerics?: NumericsSpec;
}

export interface NumericsSpec {
  /** How far a result may move, as a share of its limit. */
  readonly tolerance: number;
}
