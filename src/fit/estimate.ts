import { Matrix } from 'ml-matrix';
import { covarianceOf, curvedCovariance } from './inference/covariance.js';
import {
  chanceOfLikelihood,
  chanceOfNothing,
  criteria,
  outliers,
  runsTest,
  studentQuantile,
  type RunsTest,
} from './inference/diagnostics.js';
import {
  NORMAL_QUANTILE,
  LowerMinimum,
  bootstrapIntervals,
  profileInterval,
  type CoordinateInterval,
} from './inference/intervals.js';
import { faultsOf, warningsOf, type Evidence } from './inference/judgement.js';
import { likelihoodCriteria, sandwich } from './inference/likelihood.js';
import { mostLikely, type Goal } from './search/deviance.js';
import { downhill } from './search/downhill.js';
import { inLoop, squares, type Residuals, type StopReason } from './search/minimise.js';
import { slopeOf, valueOf } from './search/parameter.js';
import type { FitProblem } from './problem.js';
import { pseudoHuber, spreadOf } from './search/robust.js';
import { boxOf, search, valuesOf, type Search } from './search/search.js';
import { Watch } from './search/watch.js';

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
  const { parameters } = problem;
  const box = boxOf(parameters);
  const { together, reach, likelihood, landmarks = 0 } = problem;
  const plain: Residuals = Object.assign(
    (at: Float64Array) => problem.residuals(valuesOf(parameters, at)),
    reach === undefined ? {} : { reach },
    together
      ? { together: (points: readonly Float64Array[]) => together(points.map((at) => valuesOf(parameters, at))) }
      : {},
  );
  let goal: Goal =
    likelihood === undefined ? plain : mostLikely((at) => likelihood.deviances(valuesOf(parameters, at)));
  let found = searched !== undefined && !options.robust ? searched : await search(goal, problem, options, watch);
  // The spread is taken twice: the first is that around a curve which outliers may have drawn to themselves.
  for (let pass = 0; options.robust && pass < 2; pass += 1) {
    goal = pseudoHuber(plain, spreadOf(plain(found.best.at)));
    found = await search(goal, problem, options, watch);
  }
  let minimum = found.best;
  const bootstrap = options.robust || options.intervals === 'bootstrap';
  let judged = judge();
  for (let restart = 0; ; restart += 1) {
    try {
      return summary(await intervals());
    } catch (error) {
      if (!(error instanceof LowerMinimum) || restart > 5) throw error;
      minimum = await downhill(goal, error.at, box, watch);
      found = { ...found, agreeing: 1 };
      judged = judge();
    }
  }

  function judge() {
    const points = problem.observed.length;
    const freedom = points + landmarks - parameters.length;
    const variance = problem.known || likelihood !== undefined ? 1 : minimum.cost / freedom;
    const shape =
      problem.varyingSpread === true || likelihood !== undefined
        ? curvedCovariance(goal, minimum, box, variance)
        : covarianceOf(minimum, variance);
    if (likelihood === undefined)
      return { points, freedom, variance, shape, covariance: shape, effective: parameters.length, excess: [] };
    const { effective, ...believed } = sandwich(shape, minimum);
    const excess = believed.errors.map((error, index) => error / (shape.errors[index] ?? NaN));
    return likelihood.momentsOnly === true
      ? {
          points,
          freedom,
          variance,
          shape,
          covariance: { ...believed, blind: told(shape.blind) },
          effective,
          excess: [],
        }
      : {
          points,
          freedom,
          variance,
          shape,
          covariance: { ...shape, blind: told(shape.blind) },
          effective: parameters.length,
          excess,
        };
  }

  /**
   * At the natural end of a range the likelihood may bend upwards along it; that the parameter rests there is told by
   * itself.
   */
  function told(blind: readonly number[]): readonly number[] {
    return blind.some(
      (index) =>
        parameters[index]?.naturalBounds === true &&
        ((minimum.at[index] ?? NaN) <= (box.lower[index] ?? NaN) ||
          (minimum.at[index] ?? NaN) >= (box.upper[index] ?? NaN)),
    )
      ? []
      : blind;
  }

  async function intervals(): Promise<CoordinateInterval[]> {
    const { shape, covariance, variance } = judged;
    // With a model in the loop the profile along a direction without information costs minutes, and there is no card
    // anyway.
    if (options.intervals === 'none' || !minimum.converged || (inLoop(plain) && covariance.blind.length > 0))
      return Array.from(minimum.at, () => ({ low: NaN, high: NaN, open: { low: true, high: true } }));
    if (bootstrap) return bootstrapIntervals(goal, minimum, box, options.seed, watch);
    const quantile =
      problem.known || (likelihood !== undefined && likelihood.momentsOnly !== true)
        ? NORMAL_QUANTILE
        : studentQuantile(likelihood === undefined ? judged.freedom : minimum.jacobian.rows - parameters.length);
    const ranges: CoordinateInterval[] = [];
    for (const index of parameters.keys()) {
      // Where the density is not believed, the profile is stretched to what the parts tell (Chandler and Bate:
      // Biometrika 94 (2007) 167).
      const asked = ((covariance.errors[index] ?? NaN) / (shape.errors[index] ?? NaN)) ** 2;
      const stretch = Number.isFinite(asked) ? asked : 1;
      const stretched = {
        ...shape,
        errors: shape.errors.map((error) => error * Math.sqrt(stretch)),
        matrix: shape.matrix.clone().mul(stretch),
      };
      ranges.push(await profileInterval(goal, minimum, box, index, variance * stretch, stretched, quantile, watch));
      watch.tell({
        problem: problem.name,
        phase: 'intervals',
        done: index + 1,
        total: parameters.length,
        cost: minimum.cost,
      });
    }
    return ranges;
  }

  async function summary(ranges: readonly CoordinateInterval[]): Promise<Estimate> {
    const { points, freedom, variance, covariance, effective, excess } = judged;
    const values = valuesOf(parameters, minimum.at);
    const all = plain(minimum.at);
    // Of the points; what is left of landmarks has no place among them.
    const left = all.subarray(0, points);
    const parts = minimum.jacobian.rows;
    const cost = likelihood === undefined ? squares(all) : minimum.cost;
    const nothing = likelihood === undefined ? squares(problem.nothing.residuals) : likelihood.nothing.deviance;
    const lacking = (likelihood ?? problem).nothing.parameters;
    const slopes = parameters.map((parameter, index) => slopeOf(parameter, minimum.at[index] ?? NaN));
    const chance =
      likelihood === undefined
        ? chanceOfNothing(cost, freedom, nothing, parameters.length - lacking)
        : chanceOfLikelihood(cost, nothing, parameters.length - lacking);
    const runs = runsTest(left);
    const odd = outliers(left);
    const starts = { tried: found.starts, agreeing: found.agreeing };
    const evidence: Evidence = {
      parameters,
      minimum,
      box,
      covariance,
      ranges,
      chance,
      runs,
      outliers: odd.length,
      starts,
      known: problem.known,
      likelihood: likelihood !== undefined,
      robust: options.robust,
      cost,
      freedom,
      excess,
    };
    const interrupted = await watch.stopped();
    return {
      problem,
      values,
      points,
      freedom,
      cost,
      chance,
      starts,
      runs,
      residuals: left,
      outliers: odd,
      parameters: parameters.map((parameter, index): Estimated => ({
        name: parameter.name,
        meaning: parameter.meaning,
        unit: parameter.unit,
        value: values[index] ?? NaN,
        standardError: (covariance.errors[index] ?? NaN) * (slopes[index] ?? NaN),
        low: valueOf(parameter, ranges[index]?.low ?? NaN),
        high: valueOf(parameter, ranges[index]?.high ?? NaN),
      })),
      covariance: new Matrix(
        slopes.map((row, from) => slopes.map((column, to) => covariance.matrix.get(from, to) * row * column)),
      ),
      correlation: covariance.correlation,
      scatter: likelihood === undefined ? Math.sqrt(variance) : Math.sqrt(squares(left) / points),
      explained: likelihood === undefined ? 1 - cost / nothing : 1 - Math.exp((cost - nothing) / points),
      stop: interrupted ? 'interrupted' : minimum.stop,
      criteria:
        likelihood === undefined
          ? {
              ...criteria(cost, points + landmarks, parameters.length),
              nothing: criteria(nothing, points + landmarks, lacking),
            }
          : { ...likelihoodCriteria(cost, parts, effective), nothing: likelihoodCriteria(nothing, parts, lacking) },
      predicted: problem.predict(values),
      ...heldOutOf(problem, values, squares(left) / points),
      faults: [...(interrupted ? ['interrupted: these are the best values so far'] : []), ...faultsOf(evidence)],
      warnings: warningsOf(evidence),
      search: { ...found, best: minimum },
    };
  }
}

function heldOutOf({ heldOut }: FitProblem, values: Float64Array, meanSquare: number): Pick<Estimate, 'heldOut'> {
  if (heldOut === undefined || heldOut.points === 0) return {};
  return {
    heldOut: {
      points: heldOut.points,
      rms: Math.sqrt(squares(heldOut.residuals(values)) / heldOut.points),
      rmsFitted: Math.sqrt(meanSquare),
    },
  };
}
