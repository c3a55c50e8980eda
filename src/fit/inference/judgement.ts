import jStat from 'jstat';
import type { Covariance } from './covariance.js';
import type { RunsTest } from './diagnostics.js';
import { NORMAL_QUANTILE, type CoordinateInterval } from './interval.js';
import type { Box, Minimum } from '../search/minimum.js';
import { valueOf, type FitParameter } from '../search/parameter.js';

/** What is known about a minimum when it is judged. */
export interface Evidence {
  readonly parameters: readonly FitParameter[];
  readonly minimum: Minimum;
  readonly box: Box;
  readonly covariance: Covariance;
  readonly ranges: readonly CoordinateInterval[];
  /** Of explaining as much by accident. */
  readonly chance: number;
  readonly runs: RunsTest | undefined;
  readonly outliers: number;
  readonly starts: { readonly tried: number; readonly agreeing: number };
  /** The data state their noise. */
  readonly known: boolean;
  /** Fitted by a likelihood of its own. */
  readonly likelihood: boolean;
  /** Fitted by a loss that bounds the pull of an outlier. */
  readonly robust: boolean;
  readonly cost: number;
  readonly freedom: number;
  /** Of a likelihood whose density is believed: how many times wider the scores of the parts make each error. */
  readonly excess: readonly number[];
}

/** Why there can be no card. */
export function faultsOf({ parameters, minimum, box, covariance, chance }: Evidence): string[] {
  const faults = minimum.converged
    ? []
    : [`the search did not converge: ${minimum.stop} after ${minimum.iterations} iterations`];
  parameters.forEach((parameter, index) => {
    if (!parameter.naturalBounds && atBound(minimum, box, index))
      faults.push(
        (
          `${parameter.name} ran into the bound of the search at ` +
          `${valueOf(parameter, minimum.at[index] ?? NaN).toPrecision(3)} ${parameter.unit}`
        ).trim(),
      );
  });
  if (covariance.blind.length > 0)
    faults.push(
      `the data do not tell ${covariance.blind.map((index) => parameters[index]?.name ?? '').join(', ')} ` +
        `apart from the rest`,
    );
  if (!(chance < 0.01))
    faults.push(
      `it explains nothing: scatter alone does as well with a chance of ` +
        `${Number.isFinite(chance) ? chance.toPrecision(2) : 'unknown'}`,
    );
  return faults;
}

/** What a reader of the answer has to know. */
export function warningsOf(evidence: Evidence): string[] {
  return [...identifiability(evidence), ...structure(evidence), ...statedNoise(evidence), ...disbelieved(evidence)];
}

function atBound(minimum: Minimum, box: Box, index: number): boolean {
  const [at = NaN, low = NaN, high = NaN] = [minimum.at[index], box.lower[index], box.upper[index]];
  return at - low < 1e-9 * (1 + Math.abs(low)) || high - at < 1e-9 * (1 + Math.abs(high));
}

/** How many times as wide, or as narrow, as the standard error says an interval may be before a reader has to know. */
const BENT = 2;

function identifiability({ parameters, ranges, minimum, covariance, box }: Evidence): string[] {
  const warnings: string[] = [];
  parameters.forEach((parameter, index) => {
    const { open, low, high } = ranges[index] ?? { open: { low: true, high: true }, low: NaN, high: NaN };
    const natural = parameter.naturalBounds === true;
    if (natural && atBound(minimum, box, index))
      warnings.push(
        `${parameter.name} rests at the end of its range, ` +
          `${valueOf(parameter, minimum.at[index] ?? NaN).toPrecision(3)}`,
      );
    // Without a minimum no interval was looked for.
    if (!minimum.converged) return;
    const bent = (high - low) / (2 * NORMAL_QUANTILE * (covariance.errors[index] ?? NaN));
    if (!natural && (open.low || open.high))
      warnings.push(
        `${parameter.name}: the data set no ` +
          `${open.low && open.high ? 'limit' : open.low ? 'lower limit' : 'upper limit'}`,
      );
    else if (parameter.scale === 'log' && high - low > Math.log(10))
      warnings.push(`${parameter.name}: the data leave it open by a factor of ${Math.exp(high - low).toPrecision(2)}`);
    else if (!natural && (bent > BENT || bent < 1 / BENT))
      warnings.push(
        `${parameter.name}: its interval is ${bent.toPrecision(2)} times what its standard error says, ` +
          `because the data bend away from a straight line within it; believe the interval`,
      );
    for (let other = 0; other < index; other += 1) {
      const both = covariance.correlation[index]?.[other] ?? 0;
      if (Math.abs(both) > 0.98)
        warnings.push(
          `${parameters[other]?.name ?? ''} and ${parameter.name} can hardly be told apart: correlation ` +
            `${both.toFixed(3)}`,
        );
    }
  });
  return warnings;
}

function structure({ runs, outliers, starts, freedom, parameters, likelihood, robust }: Evidence): string[] {
  const warnings: string[] = [];
  if (runs && runs.p < 0.01)
    warnings.push(
      `the residuals have structure: ${runs.runs} runs where ${runs.expected.toFixed(0)} are expected (p ` +
        `${runs.p < 1e-15 ? '< 1e-15' : `= ${runs.p.toExponential(1)}`}); the model misses something or the ` +
        `points depend on each other, and the intervals are too narrow`,
    );
  if (outliers > 0)
    warnings.push(
      `${outliers} of ${freedom + parameters.length} points are outliers (more than 5 robust standard ` +
        `deviations); ` +
        `${likelihood ? 'the scatter has long tails' : robust ? 'they weigh less here' : '--robust weighs them less'}`,
    );
  if (starts.agreeing < 2 && starts.tried > 1)
    warnings.push(`only one of ${starts.tried} starts found this minimum; there may be a better one`);
  return warnings;
}

/** Noise that the data state must be the noise that is there: chi-square test at 1 %. */
function statedNoise({ known, cost, freedom }: Evidence): string[] {
  const chance = 1 - jStat.chisquare.cdf(cost, freedom);
  return known && chance < 0.01
    ? [
        `the points scatter ${Math.sqrt(cost / freedom).toPrecision(2)} times as far as the data state ` +
          `(chi-square ${cost.toPrecision(3)} for ${freedom} degrees of freedom); the intervals are too narrow`,
      ]
    : [];
}

/** Scores that scatter farther than the density says (White's information matrix, 1982). */
function disbelieved({ excess, parameters }: Evidence): string[] {
  return parameters.flatMap(({ name }, index) =>
    (excess[index] ?? 1) > 1.5
      ? [
          `${name}: the data scatter around this noise model so that its interval is about ` +
            `${(excess[index] ?? NaN).toPrecision(2)} times too narrow`,
        ]
      : [],
  );
}
