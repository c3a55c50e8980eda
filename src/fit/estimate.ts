import type { Matrix } from 'ml-matrix';
import { certaintyOf } from './certainty.js';
import type { RunsTest } from './inference/diagnostics.js';
import { LowerMinimum } from './inference/profile.js';
import type { FitProblem } from './problem.js';
import { rangesOf } from './ranges.js';
import { mostLikely, type Goal } from './search/deviance.js';
import { downhill } from './search/downhill.js';
import type { Minimum, StopReason } from './search/minimum.js';
import type { Residuals } from './search/residuals.js';
import { pseudoHuber, spreadOf } from './search/robust.js';
import { boxOf, search, valuesOf, type Search } from './search/search.js';
import { Watch } from './search/watch.js';
import type { Settled } from './settled.js';
import { summary } from './summary.js';

export interface FitOptions {
  readonly seed: number;
  readonly starts: number;
  /** Pseudo-Huber loss instead of squares; its intervals are from the bootstrap. */
  readonly robust: boolean;
  /** `none` for a fit that is only compared with others. */
  readonly intervals: 'profile' | 'bootstrap' | 'none';
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

/**
 * Fits one problem and says how far the answer can be trusted. Never throws for data that do not fit: `faults` says so.
 * @param searched what an earlier estimate of the same problem found
 */
export async function estimate(
  problem: FitProblem,
  options: FitOptions = DEFAULT_FIT,
  watch: Watch = new Watch(),
  searched?: Search,
): Promise<Estimate> {
  const box = boxOf(problem.parameters);
  const plain = residualsOf(problem);
  const { goal, found } = await located(problem, plain, options, watch, searched);
  const settle = (minimum: Minimum, search: Search): Settled => ({
    ...{ problem, options, plain, goal, box, minimum, found: search },
    certainty: certaintyOf(problem, goal, minimum, box),
  });
  let settled = settle(found.best, found);
  for (let restart = 0; ; restart += 1) {
    try {
      return summary(settled, await rangesOf(settled, watch), watch);
    } catch (error) {
      if (!(error instanceof LowerMinimum) || restart > 5) throw error;
      settled = settle(await downhill(goal, error.at, box, watch), { ...found, agreeing: 1 });
    }
  }
}

/** The problem's residuals, of coordinates. */
function residualsOf(problem: FitProblem): Residuals {
  const { parameters, together, reach } = problem;
  return Object.assign(
    (at: Float64Array) => problem.residuals(valuesOf(parameters, at)),
    reach === undefined ? {} : { reach },
    together
      ? { together: (points: readonly Float64Array[]) => together(points.map((at) => valuesOf(parameters, at))) }
      : {},
  );
}

/** What is made least, and where that is. */
async function located(
  problem: FitProblem,
  plain: Residuals,
  options: FitOptions,
  watch: Watch,
  searched: Search | undefined,
): Promise<{ readonly goal: Goal; readonly found: Search }> {
  const { parameters, likelihood } = problem;
  let goal: Goal =
    likelihood === undefined ? plain : mostLikely((at) => likelihood.deviances(valuesOf(parameters, at)));
  let found = searched !== undefined && !options.robust ? searched : await search(goal, problem, options, watch);
  // The spread is taken twice: the first is that around a curve which outliers may have drawn to themselves.
  for (let pass = 0; options.robust && pass < 2; pass += 1) {
    goal = pseudoHuber(plain, spreadOf(plain(found.best.at)));
    found = await search(goal, problem, options, watch);
  }
  return { goal, found };
}
