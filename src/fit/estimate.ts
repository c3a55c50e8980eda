import type { Matrix } from 'ml-matrix';
import type { RunsTest } from './inference/diagnostics.js';
import type { FitProblem } from './problem.js';
import type { StopReason } from './search/minimum.js';
import type { Search } from './search/search.js';

export interface FitOptions {
  readonly seed: number;
  readonly starts: number;
  /** Pseudo-Huber loss instead of squares; its intervals are from the bootstrap. */
  readonly robust: boolean;
  /** `none` for a fit that is only compared with others. */
  readonly intervals: 'profile' | 'bootstrap' | 'none';
  /** Parameters that are held or bounded. */
  readonly held?: Held;
}

/** What the user says of parameters: `tau=20 ms` holds one, `tau=1 ms..1 s` bounds one. */
export interface Held {
  readonly fix?: readonly string[];
  readonly bound?: readonly string[];
}

export const DEFAULT_FIT: FitOptions = { seed: 1, starts: 8, robust: false, intervals: 'profile' };

/** A number with its 95 % interval, SI. */
export interface Estimated {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly value: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

export interface Estimate {
  readonly problem: FitProblem;
  readonly parameters: readonly Estimated[];
  readonly values: Float64Array;
  /** Of the values, row by row. */
  readonly covariance: Matrix;
  readonly correlation: readonly (readonly number[])[];
  readonly points: number;
  readonly freedom: number;
  /** Sum of squared residuals; of a likelihood, the deviance. */
  readonly cost: number;
  /** Standard deviation of a residual. */
  readonly scatter: number;
  /**
   * Share of the spread of the observed values that the model explains; of a likelihood 1 - (L nothing / L)^(2 / n)
   * (Nagelkerke 1991).
   */
  readonly explained: number;
  /** Chance of this by accident, where nothing happens. */
  readonly chance: number;
  readonly stop: StopReason;
  readonly starts: { readonly tried: number; readonly agreeing: number };
  readonly criteria: {
    readonly aicc: number;
    readonly bic: number;
    readonly nothing: { readonly aicc: number; readonly bic: number };
  };
  readonly runs: RunsTest | undefined;
  readonly predicted: Float64Array;
  readonly residuals: Float64Array;
  readonly outliers: readonly number[];
  /** Rms residual of the points not used, beside that of the points used. */
  readonly heldOut?: { readonly points: number; readonly rms: number; readonly rmsFitted: number };
  /** Why there is no model card. Empty for a fit that can be used. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** From which the intervals can be taken later. */
  readonly search: Search;
}
