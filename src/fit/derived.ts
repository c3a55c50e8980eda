import jStat from 'jstat';
import { studentQuantile } from './inference/diagnostics.js';
import type { Estimate, Estimated } from './estimate.js';

/** Standard deviation of one point with its chi-square interval; nothing where the data state it themselves. */
export function scatterOf(
  { scatter, freedom, problem }: Estimate,
  name: string,
  meaning: string,
  unit = '',
): Estimated[] {
  if (problem.known) return [];
  const bound = (share: number): number => scatter * Math.sqrt(freedom / jStat.chisquare.inv(share, freedom));
  // The root of an unbiased variance is too small by 1 - 1/(4 nu) on average.
  const value = scatter * (1 + 1 / (4 * freedom));
  return [
    {
      name,
      meaning,
      unit,
      value,
      standardError: value / Math.sqrt(2 * freedom),
      low: bound(0.975),
      high: bound(0.025),
    },
  ];
}

/** The root of a fitted variance, whose interval is carried over: it may begin at 0, where a gradient would not. */
export function rootOf(
  { parameters }: Estimate,
  parameter: string,
  about: Pick<Estimated, 'name' | 'meaning' | 'unit'>,
): Estimated[] {
  const found = parameters.find(({ name }) => name === parameter);
  if (found === undefined) return [];
  const [value, low, high] = [found.value, found.low, found.high].map(Math.sqrt) as [number, number, number];
  return [
    {
      ...about,
      value,
      low,
      high,
      standardError: value > 0 ? Math.min(found.standardError / (2 * value), high - low) : high - low,
    },
  ];
}

/**
 * A quantity that follows from the fitted values, by the delta method: its gradient through the covariance.
 *
 * @param logarithmic the interval is symmetric in the logarithm: for what cannot be negative
 * @param more variance of the quantity (of its logarithm where logarithmic) that does not come from the parameters
 */
export function derive(
  estimate: Estimate,
  of: (values: Float64Array) => number,
  about: Pick<Estimated, 'name' | 'meaning' | 'unit'>,
  { logarithmic = false, more = 0 } = {},
): Estimated {
  const { values, covariance, parameters, freedom } = estimate;
  const measure = (at: Float64Array): number => (logarithmic ? Math.log(of(at)) : of(at));
  const value = of(values);
  const gradient = Array.from(values, (centre, index) => {
    const step = 1e-4 * (parameters[index]?.standardError ?? 0);
    if (!(step > 0)) return 0;
    const shifted = (by: number): number => measure(values.map((other, at) => (at === index ? centre + by : other)));
    return (shifted(step) - shifted(-step)) / (2 * step);
  });
  let variance = more;
  gradient.forEach((left, row) =>
    gradient.forEach((right, column) => (variance += left * right * covariance.get(row, column))),
  );
  const error = Math.sqrt(variance);
  const reach = studentQuantile(freedom) * error;
  return {
    ...about,
    value,
    standardError: logarithmic ? value * error : error,
    low: logarithmic ? value * Math.exp(-reach) : value - reach,
    high: logarithmic ? value * Math.exp(reach) : value + reach,
  };
}
