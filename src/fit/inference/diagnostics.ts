import jStat from 'jstat';

/** Wald and Wolfowitz's runs test: do the signs of the residuals change as often as those of independent points? */
export interface RunsTest {
  readonly runs: number;
  readonly expected: number;
  /** Two-sided, normal approximation. */
  readonly p: number;
}

/** Residuals in the order of the points; zeros count as positive. Undefined where one sign hardly occurs. */
export function runsTest(residuals: ArrayLike<number>): RunsTest | undefined {
  const signs = Array.from(residuals, (value) => value >= 0);
  const above = signs.filter(Boolean).length;
  const below = signs.length - above;
  if (above < 5 || below < 5) return undefined;
  const runs = 1 + signs.filter((sign, index) => index > 0 && sign !== signs[index - 1]).length;
  const expected = 1 + (2 * above * below) / signs.length;
  const variance = ((expected - 1) * (expected - 2)) / (signs.length - 1);
  const p = 2 * jStat.normal.cdf(-Math.abs(runs - expected) / Math.sqrt(variance), 0, 1);
  return { runs, expected, p };
}

/**
 * Akaike's (corrected for few points) and the Bayesian information criterion; smaller is better, differences are what
 * counts.
 */
export function criteria(cost: number, points: number, parameters: number): { aicc: number; bic: number } {
  const count = parameters + 1;
  const fit = points * Math.log(cost / points);
  return {
    aicc: fit + 2 * count + (2 * count * (count + 1)) / Math.max(points - count - 1, 1),
    bic: fit + count * Math.log(points),
  };
}

/**
 * Chance that a model without the effect would leave as much more than this one by accident: F test of nested models.
 */
export function chanceOfNothing(cost: number, freedom: number, nothing: number, more: number): number {
  return 1 - jStat.centralF.cdf(Math.max(nothing - cost, 0) / more / (cost / freedom), more, freedom);
}

/** Chance that a likelihood rises as much by `more` parameters without effect: likelihood ratio test. */
export function chanceOfLikelihood(deviance: number, nothing: number, more: number): number {
  return 1 - jStat.chisquare.cdf(Math.max(nothing - deviance, 0), more);
}

/** Points whose residual is more than five robust standard deviations (1.48 median absolute deviations) away. */
export function outliers(residuals: Float64Array): number[] {
  const sizes = residuals.map(Math.abs).sort();
  const limit = 5 * 1.4826 * (sizes[Math.floor(sizes.length / 2)] ?? NaN);
  return [...residuals.keys()].filter((index) => Math.abs(residuals[index] ?? NaN) > limit && limit > 0);
}

/** Two-sided quantile of Student's distribution for 95 %. */
export function studentQuantile(freedom: number): number {
  return jStat.studentt.inv(0.975, freedom);
}
