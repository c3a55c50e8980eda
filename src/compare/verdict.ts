import type { Conditions } from '../process/conditions.js';

export type { Conditions } from '../process/conditions.js';

/** `not-checked` and `error` can never be read as a pass. */
export type VerdictStatus = 'pass' | 'fail' | 'not-checked' | 'error';

/** What was asked for: an item of a list `verify`, or of a network's. */
export interface JudgedCheck {
  readonly quantity: string;
  /** `rule` asks for fidelity, `model` for agreement. */
  readonly against: 'rule' | 'model';
  /** `yield-loss`: largest share of samples out of limits that the samples allow, at the confidence of the goal. */
  readonly metric: 'nrmse' | 'relative-error' | 'spread' | 'unpaired' | 'yield-loss';
  /** Largest allowed value of the metric, as a fraction. */
  readonly max: number;
  readonly stimulus?: string;
  /** Where in the file the check stands, for annotations. */
  readonly line?: number;
}

/** What of an experiment a metric was taken over: where the reference does something. */
export interface Over {
  readonly counted: number;
  readonly of: number;
  readonly unit: 's' | 'points';
}

export interface Verdict {
  readonly check: JudgedCheck;
  readonly status: VerdictStatus;
  readonly conditions: Conditions;
  readonly experiment: string;
  /** The metric as measured (fraction), absent when it could not be measured. */
  readonly measured?: number;
  readonly limit: number;
  /** limit - measured; negative when out of limits. */
  readonly margin?: number;
  /** The quantity in the circuit and its reference, in rule units or SI, where they are single numbers. */
  readonly value?: number;
  readonly reference?: number;
  readonly unit?: string;
  readonly over?: Over;
  /** Why it is not a pass, in one sentence. */
  readonly reason?: string;
  /** The sample of the mismatch that was measured; the nominal circuit when absent. */
  readonly sample?: { readonly seed: number; readonly index: number };
  /** Every simulation that it rests on was done by an earlier command, and none now. */
  readonly cached?: true;
  /** What had to change for a simulation to converge, such as `method=gear`. */
  readonly recovered?: string;
  /** What was measured when it was measured again, by what changed; no number where there was none. */
  readonly numerics?: readonly { readonly name: string; readonly measured?: number }[];
  /** One command that runs exactly this check again. */
  readonly replay: string;
}
