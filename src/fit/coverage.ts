import jStat from 'jstat';
import { Matrix, solve } from 'ml-matrix';
import { DEFAULT_FIT, estimate, type Estimate, type Estimated, type FitOptions } from './estimate.js';
import { joinTables } from './table.js';
import type { FitModel, FitTarget } from './target.js';

export interface Coverage {
  readonly name: string;
  readonly fits: number;
  /** Share of the fits whose interval holds the truth. */
  readonly covered: number;
  /** Mean of (value - truth) / standard error. */
  readonly bias: number;
}

/**
 * Fits the synthetic measurements of a target again and again: how often the 95 % intervals hold the truth, and how far the
 * values lean.
 *
 * @throws Error when a fit has a fault, or a parameter whose truth is known does not come back
 */
export async function coverageOf(target: FitTarget, seeds: number, options: FitOptions = DEFAULT_FIT, model: FitModel = target.models[0]): Promise<Coverage[]> {
  const found = new Map<string, { hits: number; lean: number }>();
  const expected = new Set<string>();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { csv, truth, map = [] } = model.synthetic?.(seed) ?? target.synthetic(seed);
    const plan = model.plan(joinTables([{ file: 'synthetic.csv', text: csv }], target.columns, { map, keep: [], holdOut: [] }));
    const estimates = [];
    for (const problem of plan.problems) estimates.push(await estimate(problem, options));
    const faults = [...estimates.flatMap((one) => one.faults), ...plan.faults(estimates)];
    if (faults.length > 0) throw new Error(`${target.name}, seed ${seed}: ${faults.join('; ')}`);
    for (const one of [...estimates.flatMap(({ parameters }) => parameters), ...plan.derived(estimates)]) note(one, truth[one.name]);
    for (const name of Object.keys(truth)) expected.add(name);
  }
  const missing = [...expected].filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`${target.name} does not give ${missing.join(', ')}`);
  return [...found].map(([name, { hits, lean }]) => ({ name, fits: seeds, covered: hits / seeds, bias: lean / seeds }));

  function note({ name, value, standardError, low, high }: Estimated, truth: number | undefined): void {
    if (truth === undefined) return;
    const entry = found.get(name) ?? { hits: 0, lean: 0 };
    entry.hits += low <= truth && truth <= high ? 1 : 0;
    entry.lean += (value - truth) / standardError;
    found.set(name, entry);
  }
}

/**
 * Chance of a distance as large as that between an estimate and the truth, over all parameters at once: their correlations count, so that two that lean
 * on each other and miss together miss once. Chi-square of the covariance; parameters at an end of their range, which have no error, are left out.
 */
export function jointChance({ parameters, covariance }: Estimate, truth: Readonly<Record<string, number>>): number {
  const free = [...parameters.keys()].filter((index) => covariance.get(index, index) > 0);
  const away = Matrix.columnVector(free.map((index) => (parameters[index]?.value ?? NaN) - (truth[parameters[index]?.name ?? ''] ?? NaN)));
  // In units of the errors, so that parameters of any size can stand in one matrix.
  const errors = free.map((index) => Math.sqrt(covariance.get(index, index)));
  const scaled = new Matrix(free.map((row, from) => free.map((column, to) => covariance.get(row, column) / ((errors[from] ?? NaN) * (errors[to] ?? NaN)))));
  const distance = Matrix.columnVector(errors.map((error, index) => away.get(index, 0) / error));
  return 1 - jStat.chisquare.cdf(distance.transpose().mmul(solve(scaled, distance)).get(0, 0), free.length);
}

/** Coverage out of 90 to 99 %, or a mean that leans by 0.3 standard errors or more. */
export function outOfLimits(coverages: readonly Coverage[]): Coverage[] {
  return coverages.filter(({ covered, bias }) => covered < 0.9 || covered > 0.99 || !(Math.abs(bias) < 0.3));
}
