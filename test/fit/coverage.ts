import { estimate, type Estimated } from '../../src/fit/estimate.js';
import { joinTables } from '../../src/fit/table.js';
import type { FitTarget } from '../../src/fit/target.js';

export const SEEDS = 100;

export interface Coverage {
  readonly name: string;
  /** Share of the fits whose interval holds the truth. */
  readonly covered: number;
  /** Mean of (value - truth) / standard error. */
  readonly bias: number;
}

/** Fits data of known parameters again and again: how often the intervals hold the truth, and how far the values lean. */
export function coverageOf(target: FitTarget, csvOf: (seed: number) => string, truth: Readonly<Record<string, number>>): Coverage[] {
  const found = new Map<string, { hits: number; lean: number }>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const data = joinTables([{ file: 'synthetic.csv', text: csvOf(seed) }], target.columns, { map: [], keep: [], holdOut: [] });
    const estimates = target.problems(data).map((problem) => estimate(problem));
    const faults = estimates.flatMap((one) => one.faults);
    if (faults.length > 0) throw new Error(`seed ${seed}: ${faults.join('; ')}`);
    for (const one of [...estimates.flatMap(({ parameters }) => parameters), ...target.derived(estimates)]) note(one);
  }
  function note({ name, value, standardError, low, high }: Estimated): void {
    const known = truth[name];
    if (known === undefined) return;
    const entry = found.get(name) ?? { hits: 0, lean: 0 };
    entry.hits += low <= known && known <= high ? 1 : 0;
    entry.lean += (value - known) / standardError;
    found.set(name, entry);
  }
  const missing = Object.keys(truth).filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`the target does not give ${missing.join(', ')}`);
  return [...found].map(([name, { hits, lean }]) => ({ name, covered: hits / SEEDS, bias: lean / SEEDS }));
}

/** The acceptance of issue 6: 95 % intervals hold the truth in 90 to 99 % of the fits, the mean leans less than 0.3 standard errors. */
export function outOfLimits(coverages: readonly Coverage[]): Coverage[] {
  return coverages.filter(({ covered, bias }) => covered < 0.9 || covered > 0.99 || !(Math.abs(bias) < 0.3));
}
