import jStat from 'jstat';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { chanceOfNothing, criteria, outliers, runsTest, studentQuantile, type RunsTest } from './diagnostics.js';
import { LowerMinimum, bootstrapIntervals, profileInterval, type CoordinateInterval } from './intervals.js';
import { minimise, squares, type Minimum, type Residuals, type StopReason } from './minimise.js';
import { slopeOf, valueOf, type FitParameter } from './parameter.js';
import type { FitProblem } from './problem.js';
import { pseudoHuber, spreadOf } from './robust.js';
import { boxOf, search, valuesOf } from './search.js';

export interface FitOptions {
  readonly seed: number;
  readonly starts: number;
  /** Pseudo-Huber loss instead of squares; its intervals are from the bootstrap. */
  readonly robust: boolean;
  readonly intervals: 'profile' | 'bootstrap';
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
  readonly cost: number;
  /** Standard deviation of a residual. */
  readonly scatter: number;
  /** Share of the spread of the observed values that the model explains. */
  readonly explained: number;
  /** Chance of this by accident, where nothing happens. */
  readonly chance: number;
  readonly stop: StopReason;
  readonly starts: { readonly tried: number; readonly agreeing: number };
  readonly criteria: { readonly aicc: number; readonly bic: number; readonly nothing: { readonly aicc: number; readonly bic: number } };
  readonly runs: RunsTest | undefined;
  readonly predicted: Float64Array;
  readonly outliers: readonly number[];
  /** Rms distance of the points not used, over that of the points used. */
  readonly heldOut?: { readonly points: number; readonly rms: number; readonly rmsFitted: number };
  /** Why there is no model card. Empty for a fit that can be used. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** Fits one problem and says how far the answer can be trusted. Never throws for data that do not fit: `faults` says so. */
export function estimate(problem: FitProblem, options: FitOptions = DEFAULT_FIT): Estimate {
  const { parameters } = problem;
  const box = boxOf(parameters);
  const plain: Residuals = (at) => problem.residuals(valuesOf(parameters, at));
  let found = search(plain, parameters, options.starts, options.seed);
  // The spread is taken twice: the first is that around a curve which outliers may have drawn to themselves.
  const robust = (at: Float64Array): Residuals => pseudoHuber(plain, spreadOf(plain(at)));
  let residuals = plain;
  for (let pass = 0; options.robust && pass < 2; pass += 1) {
    residuals = robust(found.best.at);
    found = search(residuals, parameters, options.starts, options.seed);
  }
  let minimum = found.best;
  const bootstrap = options.robust || options.intervals === 'bootstrap';
  let judged = judge();
  for (let restart = 0; ; restart += 1) {
    try {
      return summary(intervals());
    } catch (error) {
      if (!(error instanceof LowerMinimum) || restart > 5) throw error;
      minimum = minimise(residuals, error.at, box);
      found = { ...found, agreeing: 1 };
      judged = judge();
    }
  }

  function judge() {
    const points = minimum.jacobian.rows;
    const freedom = points - parameters.length;
    const variance = problem.known ? 1 : minimum.cost / freedom;
    return { points, freedom, variance, ...covarianceOf(minimum, parameters, variance) };
  }

  function intervals(): CoordinateInterval[] {
    if (!minimum.converged) return Array.from(minimum.at, () => ({ low: NaN, high: NaN, open: { low: true, high: true } }));
    if (bootstrap) return bootstrapIntervals(residuals, minimum, box, options.seed);
    const quantile = problem.known ? 1.959964 : studentQuantile(judged.freedom);
    return parameters.map((_, index) => profileInterval(residuals, minimum, box, index, judged.variance, judged.errors[index] ?? NaN, quantile));
  }

  function summary(ranges: readonly CoordinateInterval[]): Estimate {
    const { points, freedom, variance, errors, covariance, correlation, blind } = judged;
    const values = valuesOf(parameters, minimum.at);
    const predicted = problem.predict(values);
    const left = plain(minimum.at);
    const cost = squares(left);
    const nothing = squares(problem.nothing.residuals);
    const chance = chanceOfNothing(cost, freedom, nothing, parameters.length - problem.nothing.parameters);
    const tests = runsTest(left);
    const estimated = parameters.map((parameter, index): Estimated => ({
      name: parameter.name, meaning: parameter.meaning, unit: parameter.unit, value: values[index] ?? NaN,
      standardError: (errors[index] ?? NaN) * slopeOf(parameter, minimum.at[index] ?? NaN),
      low: valueOf(parameter, ranges[index]?.low ?? NaN), high: valueOf(parameter, ranges[index]?.high ?? NaN),
    }));
    const odd = outliers(left);
    return {
      problem, parameters: estimated, values, covariance, correlation, points, freedom, cost, scatter: Math.sqrt(variance),
      explained: 1 - cost / nothing, chance, stop: minimum.stop, starts: { tried: found.starts, agreeing: found.agreeing },
      criteria: { ...criteria(cost, points, parameters.length), nothing: criteria(nothing, points, problem.nothing.parameters) },
      runs: tests, predicted, outliers: odd,
      ...heldOutOf(problem, values, predicted),
      faults: faultsOf(parameters, minimum, box, blind, chance),
      warnings: [...identifiability(parameters, ranges, values, correlation, minimum, box), ...structure(tests, odd.length, points, found.agreeing, found.starts), ...statedNoise(problem, cost, freedom)],
    };
  }
}

function heldOutOf(problem: FitProblem, values: Float64Array, predicted: Float64Array): Pick<Estimate, 'heldOut'> {
  if (problem.heldOut === undefined || problem.heldOut.observed.length === 0) return {};
  const rms = (observed: Float64Array, model: Float64Array): number => Math.sqrt(squares(observed.map((value, index) => value - (model[index] ?? NaN))) / observed.length);
  return { heldOut: { points: problem.heldOut.observed.length, rms: rms(problem.heldOut.observed, problem.heldOut.predict(values)), rmsFitted: rms(problem.observed, predicted) } };
}

interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

function atBound(minimum: Minimum, box: Box, index: number): boolean {
  const [at = NaN, low = NaN, high = NaN] = [minimum.at[index], box.lower[index], box.upper[index]];
  return at - low < 1e-9 * (1 + Math.abs(low)) || high - at < 1e-9 * (1 + Math.abs(high));
}

function faultsOf(parameters: readonly FitParameter[], minimum: Minimum, box: Box, blind: readonly string[], chance: number): string[] {
  const faults = minimum.converged ? [] : [`the search did not converge: ${minimum.stop} after ${minimum.iterations} iterations`];
  parameters.forEach((parameter, index) => {
    if (!parameter.naturalBounds && atBound(minimum, box, index)) faults.push(`${parameter.name} ran into the bound of the search at ${valueOf(parameter, minimum.at[index] ?? NaN).toPrecision(3)} ${parameter.unit}`.trim());
  });
  if (blind.length > 0) faults.push(`the data do not tell ${blind.join(', ')} apart from the rest`);
  if (!(chance < 0.01)) faults.push(`it explains nothing: scatter alone does as well with a chance of ${Number.isFinite(chance) ? chance.toPrecision(2) : 'unknown'}`);
  return faults;
}

function identifiability(parameters: readonly FitParameter[], ranges: readonly CoordinateInterval[], values: Float64Array, correlation: readonly (readonly number[])[], minimum: Minimum, box: Box): string[] {
  const warnings: string[] = [];
  parameters.forEach((parameter, index) => {
    const { open, low, high } = ranges[index] ?? { open: { low: true, high: true }, low: NaN, high: NaN };
    const natural = parameter.naturalBounds === true;
    if (natural && atBound(minimum, box, index)) warnings.push(`${parameter.name} rests at the end of its range, ${(values[index] ?? NaN).toPrecision(3)}`);
    if (!natural && (open.low || open.high)) warnings.push(`${parameter.name}: the data set no ${open.low && open.high ? 'limit' : open.low ? 'lower limit' : 'upper limit'}`);
    else if (parameter.scale === 'log' && high - low > Math.log(10)) warnings.push(`${parameter.name}: the data leave it open by a factor of ${Math.exp(high - low).toPrecision(2)}`);
    for (let other = 0; other < index; other += 1) {
      const both = correlation[index]?.[other] ?? 0;
      if (Math.abs(both) > 0.98) warnings.push(`${parameters[other]?.name ?? ''} and ${parameter.name} can hardly be told apart: correlation ${both.toFixed(3)}`);
    }
  });
  return warnings;
}

function structure(runs: RunsTest | undefined, odd: number, points: number, agreeing: number, starts: number): string[] {
  const warnings: string[] = [];
  if (runs && runs.p < 0.01) warnings.push(`the residuals have structure: ${runs.runs} runs where ${runs.expected.toFixed(0)} are expected (p = ${runs.p.toExponential(1)}); the model misses something or the points depend on each other, and the intervals are too narrow`);
  if (odd > 0) warnings.push(`${odd} of ${points} points are outliers (more than 5 robust standard deviations); --robust weighs them less`);
  if (agreeing < 2 && starts > 1) warnings.push(`only one of ${starts} starts found this minimum; there may be a better one`);
  return warnings;
}

/** Noise that the data state must be the noise that is there: chi-square test at 1 %. */
function statedNoise({ known }: FitProblem, cost: number, freedom: number): string[] {
  const chance = 1 - jStat.chisquare.cdf(cost, freedom);
  return known && chance < 0.01 ? [`the points scatter ${Math.sqrt(cost / freedom).toPrecision(2)} times as far as the data state (chi-square ${cost.toPrecision(3)} for ${freedom} degrees of freedom); the intervals are too narrow`] : [];
}

/** Covariance from the Jacobian at the minimum; `blind` names the parameters in a direction that changes nothing. */
function covarianceOf({ jacobian, at }: Minimum, parameters: readonly FitParameter[], variance: number) {
  const count = parameters.length;
  const lengths = parameters.map((_, column) => Math.sqrt(jacobian.getColumn(column).reduce((sum, entry) => sum + entry * entry, 0)));
  const scaled = jacobian.clone();
  lengths.forEach((length, column) => scaled.mulColumn(column, length > 0 ? 1 / length : 0));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scaled.transpose().mmul(scaled), { assumeSymmetric: true });
  const largest = Math.max(...realEigenvalues);
  const blind = new Set<string>();
  const inverse = Matrix.zeros(count, count);
  realEigenvalues.forEach((value, direction) => {
    const vector = eigenvectorMatrix.getColumn(direction);
    if (!(value > 1e-11 * largest)) {
      vector.forEach((part, index) => Math.abs(part) > 0.3 && blind.add(parameters[index]?.name ?? ''));
      return;
    }
    for (let row = 0; row < count; row += 1) for (let column = 0; column < count; column += 1) inverse.set(row, column, inverse.get(row, column) + ((vector[row] ?? NaN) * (vector[column] ?? NaN)) / value);
  });
  const inCoordinates = (row: number, column: number): number => (variance * inverse.get(row, column)) / ((lengths[row] ?? NaN) * (lengths[column] ?? NaN));
  const errors = parameters.map((_, index) => Math.sqrt(inCoordinates(index, index)));
  const correlation = parameters.map((_, row) => parameters.map((__, column) => (row === column ? 1 : inCoordinates(row, column) / ((errors[row] ?? NaN) * (errors[column] ?? NaN)))));
  const covariance = Matrix.zeros(count, count);
  const slopes = parameters.map((parameter, index) => slopeOf(parameter, at[index] ?? NaN));
  for (let row = 0; row < count; row += 1) for (let column = 0; column < count; column += 1) covariance.set(row, column, inCoordinates(row, column) * (slopes[row] ?? NaN) * (slopes[column] ?? NaN));
  return { errors, correlation, covariance, blind: [...blind] };
}
