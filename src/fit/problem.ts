import type { Generator } from '../random/generator.js';
import type { Figure } from '../result/figure.js';
import type { Likelihood } from './inference/likelihood.js';
import type { FitParameter } from './search/parameter.js';

/**
 * Least squares, or a likelihood, with all that is needed to judge its answer: one curve or one family of curves with
 * its own scatter.
 */
export interface FitProblem {
  readonly name: string;
  readonly parameters: readonly FitParameter[];
  /** Where each point lies, for figures; in the unit of `xTitle`. */
  readonly x: Float64Array;
  readonly observed: Float64Array;
  /** Which row of the data each point is. */
  readonly rows: readonly number[];
  readonly xTitle: string;
  readonly yTitle: string;
  /**
   * Several curves in one: runs of points that belong together, in order and without gaps. One curve over all points
   * where not given.
   */
  readonly curves?: readonly Curve[];
  /**
   * How observed and expected values are drawn, such as a logarithm; as they are where not given. `yTitle` names the
   * result.
   */
  draw?(this: void, value: number): number;
  /** Figures of its own, for data that say more in another picture than point by point. */
  figures?(this: void, values: Float64Array): readonly Figure[];
  /** What the model expects of each point. */
  predict(values: Float64Array): Float64Array;
  /**
   * Independent residuals of one size whose sum of squares is least at the most likely parameters, one per point and in
   * their order. `known` where their standard deviation is 1 because the data state it; otherwise it is estimated.
   */
  residuals(values: Float64Array): Float64Array;
  /**
   * Residuals at a point and at neighbours of it, for a model in the loop: with the time steps of the first for all
   * (`Residuals.together`).
   */
  together?(this: void, points: readonly Float64Array[]): readonly Float64Array[];
  /**
   * Relative change of a coordinate that a difference needs, for a model in the loop that chooses its time steps anew
   * at every point; `together` needs none.
   */
  readonly reach?: number;
  /**
   * How many residuals at the end are not of points but of landmarks of the curve, such as the voltage of a jump; in
   * the size of a point's.
   */
  readonly landmarks?: number;
  /**
   * One plausible set of values, for a landscape of many valleys: a population of them evolves before the search goes
   * downhill (`evolve.ts`).
   */
  population?(this: void, draws: Generator): Float64Array;
  readonly known: boolean;
  /**
   * The size of the residuals depends on the parameters too (a spread is fitted): what is known is in the curvature of
   * the sum of squares, not in the Jacobian.
   */
  readonly varyingSpread?: boolean;
  /**
   * Fitted by this instead of the squares of `residuals`, which are then what the noise model takes for independent and
   * of size 1.
   */
  readonly likelihood?: Likelihood;
  /** Noise model in words. */
  readonly noise: string;
  /** Residuals of a model without the effect (nothing changes), and how many parameters that has. */
  readonly nothing: { readonly residuals: Float64Array; readonly parameters: number };
  /** Points left out of the fit, to be predicted; residuals as those of the fit. */
  readonly heldOut?: { readonly points: number; residuals(values: Float64Array): Float64Array };
}

/** Points `from` up to and without `to`. Curves of one panel share a figure. */
export interface Curve {
  readonly panel: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}
