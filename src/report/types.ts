import type { Prediction, SizingNote } from '../cells/cell.js';
import type { Conditions, Verdict, VerdictStatus } from '../compare/verdict.js';
import type { FactorParameter } from '../nonideality/variation.js';
import type { SamplingMethod } from '../spec/types.js';

/** Everything a report shows about one spec. Plain data: `JSON.stringify` of it is the published JSON result. */
export interface SpecReport {
  readonly spec: { readonly name: string; readonly file: string; readonly description?: string; readonly rule: string };
  readonly status: VerdictStatus;
  readonly engine: { readonly name: string; readonly version: string };
  readonly process: { readonly name: string; readonly source: string };
  /** The rule as equations, one per line. */
  readonly equations: readonly string[];
  readonly sizing: readonly SizingRow[];
  readonly predictions: readonly PredictionRow[];
  readonly trim: readonly TrimRow[];
  readonly verdicts: readonly Verdict[];
  readonly figures: readonly Figure[];
  /** What the samples gave, one for each sampled check and condition; absent without samples. */
  readonly yields?: readonly YieldRow[];
  /** What noise does, one for each state and condition; absent without noise. */
  readonly noise?: readonly NoiseRow[];
  /** Flags a reader must see: flagged option, recovered run, refused corner. */
  readonly warnings: readonly string[];
  readonly failure?: string;
  /** Simulations done for this report, and those that earlier commands had done; absent without a cache. */
  readonly runs?: { readonly simulated: number; readonly cached: number };
  readonly wallSeconds: number;
}

/**
 * One row of the sizing table: a device, capacitor or bias of one cell instance, e.g. `pfet 5/2`, 1e-12 F, 1.66e-12 A.
 */
export interface SizingRow extends SizingNote {
  readonly instance: string;
  readonly cell: string;
}

/** A predicted property of one instance: tau, headroom, leakage, area, static power. */
export interface PredictionRow extends Prediction {
  readonly instance: string;
}

export interface TrimRow {
  readonly iteration: number;
  readonly conditions: Conditions;
  readonly quantity: string;
  /** SI unit of `target` and `measured`; none for rule units. */
  readonly unit?: string;
  readonly target: number;
  readonly measured: number;
  readonly bias: string;
  readonly biasValue: number;
  /** SI unit of `biasValue`. */
  readonly biasUnit?: string;
}

/** The share of samples within the limit of one check under one condition, and what moves the quantity. */
export interface YieldRow {
  readonly quantity: string;
  readonly experiment: string;
  readonly conditions: Conditions;
  readonly seed: number;
  readonly sampling: SamplingMethod;
  /** Independent designs that the samples were dealt to; 1 for random ones. */
  readonly replicates: number;
  /** Samples that were simulated, and the most that the spec asked for. */
  readonly samples: number;
  readonly planned: number;
  readonly passed: number;
  readonly failed: number;
  /** Samples without a measurement: neither passed nor failed. */
  readonly unknown: number;
  /**
   * Interval of the yield; samples without a measurement count as failed in its lower end and as passed in its upper.
   */
  readonly interval: readonly [number, number];
  /** Confidence of this interval: above that of the goal where random samples are looked at several times. */
  readonly confidence: number;
  readonly goal: { readonly min: number; readonly confidence: number };
  /**
   * The sample furthest out of limits, with the command that runs it again, and the one that replays what was kept of
   * it.
   */
  readonly worst?: {
    readonly sample: number;
    readonly measured: number;
    readonly replay: string;
    readonly kept?: string;
  };
  /** Samples that could not be simulated or measured. */
  readonly errors: readonly { readonly sample: number; readonly reason: string; readonly replay: string }[];
  /** Samples whose simulation converged only with other numerics; absent when there are none. */
  readonly recovered?: readonly { readonly sample: number; readonly with: string }[];
  readonly sensitivity?: Sensitivity;
}

/** What noise does to one state under one condition. */
export interface NoiseRow {
  readonly quantity: string;
  readonly experiment: string;
  readonly conditions: Conditions;
  readonly seed: number;
  readonly runs: number;
  /** When the state is read, s. */
  readonly time: number;
  /** Without noise: the state, and what the spread is compared with (a weight's change, a trace itself). Rule units. */
  readonly value: number;
  readonly signal: number;
  /** Standard deviation over the runs, and its interval. */
  readonly sigma: number;
  readonly interval: readonly [number, number];
  readonly confidence: number;
  /**
   * The model with the same draws, where a check asks for it: its spread, and the rms difference of the deviations over
   * `sigma`.
   */
  readonly model?: { readonly sigma: number; readonly difference: number };
  /** Runs further than 3.5 robust standard deviations from the median. */
  readonly outliers: readonly { readonly run: number; readonly value: number }[];
}

/** Least squares fit of a quantity to the draws of the same samples. */
export interface Sensitivity {
  /** What was fitted: `ln tau`, or the metric. */
  readonly of: string;
  /** Standard deviation over the samples. */
  readonly simulated: number;
  /** What the fit and the sigmas of what varies predict. */
  readonly predicted: number;
  /** Share of the variance that the fit explains, corrected for its number of coefficients. */
  readonly explained: number;
  /** Largest first. */
  readonly devices: readonly DeviceSensitivity[];
}

/**
 * One thing that varies: of a device of an instance, or of the instance `chip` where all devices of a kind move
 * together.
 */
export interface DeviceSensitivity {
  readonly instance: string;
  readonly device: string;
  readonly parameter: FactorParameter;
  /** Change of the quantity per volt of |Vth| or supply, per degree Celsius, or per unit of ln beta, ln C, ln I. */
  readonly slope: number;
  /** Standard deviation of the parameter: V, degrees Celsius or 1. */
  readonly sigma: number;
  /** Share of the predicted variance; of a correlated one with its half of what they have in common. */
  readonly share: number;
}

/** A picture of x-y curves; arrays of equal length, SI or rule units as the axis titles say. */
export interface Figure {
  readonly title: string;
  readonly caption?: string;
  readonly conditions: Conditions;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly Series[];
  /** Residual panel below the main one, same x. */
  readonly residual?: { readonly yTitle: string; readonly series: readonly Series[] };
}

export interface Series {
  readonly name: string;
  /** `rule`, `model` and `circuit` have fixed colours throughout the report. */
  readonly role: 'rule' | 'model' | 'circuit' | 'other';
  readonly mark: 'line' | 'points';
  readonly x: readonly number[];
  readonly y: readonly number[];
}
