import { Matrix } from 'ml-matrix';
import type { Estimate, Estimated } from './estimate.js';
import { chanceOfLikelihood, chanceOfNothing, criteria, outliers, runsTest } from './inference/diagnostics.js';
import type { CoordinateInterval } from './inference/interval.js';
import { faultsOf, warningsOf, type Evidence } from './inference/judgement.js';
import { likelihoodCriteria } from './inference/likelihood.js';
import type { FitProblem } from './problem.js';
import { slopeOf, valueOf } from './search/parameter.js';
import { squares } from './search/residuals.js';
import { valuesOf } from './search/search.js';
import type { Watch } from './search/watch.js';
import type { Settled } from './settled.js';

/** All that is said about a fit. */
export async function summary(
  settled: Settled,
  ranges: readonly CoordinateInterval[],
  watch: Watch,
): Promise<Estimate> {
  const { problem, minimum, found, certainty } = settled;
  const { points, freedom, variance, covariance } = certainty;
  const values = valuesOf(problem.parameters, minimum.at);
  const all = settled.plain(minimum.at);
  // Of the points; what is left of landmarks has no place among them.
  const residuals = all.subarray(0, points);
  const against = againstNothing(settled, all);
  const checks = { runs: runsTest(residuals), outliers: outliers(residuals) };
  const starts = { tried: found.starts, agreeing: found.agreeing };
  const evidence = { ...evidenceOf(settled), ...checks, ranges, starts, ...against, outliers: checks.outliers.length };
  const interrupted = await watch.stopped();
  return {
    ...{ problem, values, points, freedom, starts, residuals, ...checks, ...against },
    ...estimated(settled, values, ranges),
    correlation: covariance.correlation,
    scatter: problem.likelihood === undefined ? Math.sqrt(variance) : Math.sqrt(squares(residuals) / points),
    stop: interrupted ? 'interrupted' : minimum.stop,
    predicted: problem.predict(values),
    ...heldOutOf(problem, values, squares(residuals) / points),
    faults: [...(interrupted ? ['interrupted: these are the best values so far'] : []), ...faultsOf(evidence)],
    warnings: warningsOf(evidence),
    search: { ...found, best: minimum },
  };
}

/** What the minimum itself has to say when it is judged. */
function evidenceOf({
  problem: { parameters, known, likelihood },
  options: { robust },
  minimum,
  box,
  certainty: { covariance, freedom, excess },
}: Settled): Omit<Evidence, 'ranges' | 'chance' | 'runs' | 'outliers' | 'starts' | 'cost'> {
  return { parameters, minimum, box, covariance, known, likelihood: likelihood !== undefined, robust, freedom, excess };
}

/** How much better the model does than one without the effect. */
function againstNothing(
  { problem, minimum, certainty }: Settled,
  residuals: Float64Array,
): Pick<Estimate, 'cost' | 'chance' | 'explained' | 'criteria'> {
  const { likelihood, parameters, landmarks = 0 } = problem;
  const { points, freedom, effective } = certainty;
  if (likelihood === undefined) {
    const { parameters: lacking, residuals: without } = problem.nothing;
    const [cost, nothing] = [squares(residuals), squares(without)];
    return {
      cost,
      chance: chanceOfNothing(cost, freedom, nothing, parameters.length - lacking),
      explained: 1 - cost / nothing,
      criteria: {
        ...criteria(cost, points + landmarks, parameters.length),
        nothing: criteria(nothing, points + landmarks, lacking),
      },
    };
  }
  const { parameters: lacking, deviance: nothing } = likelihood.nothing;
  const [cost, parts] = [minimum.cost, minimum.jacobian.rows];
  return {
    cost,
    chance: chanceOfLikelihood(cost, nothing, parameters.length - lacking),
    explained: 1 - Math.exp((cost - nothing) / points),
    criteria: { ...likelihoodCriteria(cost, parts, effective), nothing: likelihoodCriteria(nothing, parts, lacking) },
  };
}

/** Parameters and their covariance in their own units, from those of the coordinates. */
function estimated(
  { problem: { parameters }, minimum, certainty: { covariance } }: Settled,
  values: Float64Array,
  ranges: readonly CoordinateInterval[],
): Pick<Estimate, 'parameters' | 'covariance'> {
  const slopes = parameters.map((parameter, index) => slopeOf(parameter, minimum.at[index] ?? NaN));
  return {
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
  };
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
