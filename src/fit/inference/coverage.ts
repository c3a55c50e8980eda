import jStat from 'jstat';
import { Matrix, solve } from 'ml-matrix';
import { DEFAULT_FIT, type Estimate, type Estimated, type FitOptions } from '../estimate.js';
import { estimate } from '../estimate-problem.js';
import { joinTables } from '../data/table.js';
import type { FitModel, FitTarget } from '../target.js';

export interface Coverage {
  readonly name: string;
  readonly fits: number;
  /** Share of the fits whose interval holds the truth; a fit that gave no interval, because of a fault, does not. */
  readonly covered: number;
  /** Mean of (value - truth) / standard error over the fits without a fault. */
  readonly bias: number;
}

/** A parameter as it was estimated, beside what it was. */
export type KnownParameter = Pick<Estimated, 'name' | 'value' | 'standardError' | 'low' | 'high'> & {
  readonly truth: number;
};

/** What the fit to the synthetic measurements of one seed said of every parameter whose truth is known. */
export interface SeedFit {
  readonly seed: number;
  /** Why there is no card; then nothing is known of the parameters. */
  readonly faults: readonly string[];
  readonly parameters: readonly KnownParameter[];
}

/**
 * Fits the synthetic measurements of one seed.
 *
 * @throws Error when a parameter whose truth is known does not come back
 */
export async function fitSeed(target: FitTarget, model: FitModel, seed: number, options: FitOptions): Promise<SeedFit> {
  const { csv, truth, map = [] } = model.synthetic?.(seed) ?? target.synthetic(seed);
  const plan = model.plan(
    joinTables([{ file: 'synthetic.csv', text: csv }], target.columns, { map, keep: [], holdOut: [] }),
  );
  const estimates = [];
  for (const problem of plan.problems) estimates.push(await estimate(problem, options));
  const faults = [...estimates.flatMap((one) => one.faults), ...plan.faults(estimates)];
  if (faults.length > 0) return { seed, faults, parameters: [] };
  const estimated: readonly Estimated[] = [
    ...estimates.flatMap(({ parameters }) => parameters),
    ...plan.derived(estimates),
  ];
  return {
    seed,
    faults,
    parameters: Object.entries(truth).map(([name, known]) => {
      const one = estimated.find((parameter) => parameter.name === name);
      if (one === undefined) throw new Error(`${target.name} does not give ${name}`);
      const { value, standardError, low, high } = one;
      return { name, value, standardError, low, high, truth: known };
    }),
  };
}

/**
 * How often the intervals of these fits hold the truth, and how far their values lean; parameters in the order of the
 * first fit that has them.
 *
 * @throws Error when every fit has a fault: nothing is known, which is not within any limits
 */
export function coverageOfFits(fits: readonly SeedFit[]): Coverage[] {
  if (fits.every(({ faults }) => faults.length > 0))
    throw new Error(
      `none of ${fits.length} fits has an answer: ` +
        `${fits.map(({ seed, faults }) => `seed ${seed}: ${faults.join('; ')}`).join('; ')}`,
    );
  const names = [...new Set(fits.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  return names.map((name) => {
    const seen = fits.flatMap(({ parameters }) => parameters.filter((one) => one.name === name));
    const held = seen.filter(({ low, high, truth }) => low <= truth && truth <= high);
    const lean = seen.reduce((sum, { value, truth, standardError }) => sum + (value - truth) / standardError, 0);
    return { name, fits: fits.length, covered: held.length / fits.length, bias: lean / seen.length };
  });
}

/**
 * Fits the synthetic measurements of a target again and again.
 *
 * @throws Error when a fit has a fault, or a parameter whose truth is known does not come back
 */
export async function coverageOf(
  target: FitTarget,
  seeds: number,
  options: FitOptions = DEFAULT_FIT,
  model: FitModel = target.models[0],
): Promise<Coverage[]> {
  const fits: SeedFit[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const fit = await fitSeed(target, model, seed, options);
    if (fit.faults.length > 0) throw new Error(`${target.name}, seed ${seed}: ${fit.faults.join('; ')}`);
    fits.push(fit);
  }
  return coverageOfFits(fits);
}

/**
 * Chance of a distance as large as that between an estimate and the truth, over all parameters at once: their
 * correlations count, so that two that lean on each other and miss together miss once. Chi-square of the covariance;
 * parameters at an end of their range, which have no error, are left out.
 */
export function jointChance({ parameters, covariance }: Estimate, truth: Readonly<Record<string, number>>): number {
  const free = [...parameters.keys()].filter((index) => covariance.get(index, index) > 0);
  const away = Matrix.columnVector(
    free.map((index) => (parameters[index]?.value ?? NaN) - (truth[parameters[index]?.name ?? ''] ?? NaN)),
  );
  // In units of the errors, so that parameters of any size can stand in one matrix.
  const errors = free.map((index) => Math.sqrt(covariance.get(index, index)));
  const scaled = new Matrix(
    free.map((row, from) =>
      free.map((column, to) => covariance.get(row, column) / ((errors[from] ?? NaN) * (errors[to] ?? NaN))),
    ),
  );
  const distance = Matrix.columnVector(errors.map((error, index) => away.get(index, 0) / error));
  return 1 - jStat.chisquare.cdf(distance.transpose().mmul(solve(scaled, distance)).get(0, 0), free.length);
}

/** Coverage out of 90 to 99 %, or a mean that leans by 0.3 standard errors or more. */
export function outOfLimits(coverages: readonly Coverage[]): Coverage[] {
  return coverages.filter(({ covered, bias }) => covered < 0.9 || covered > 0.99 || !(Math.abs(bias) < 0.3));
}
