import { certaintyOf } from './certainty.js';
import { DEFAULT_FIT, type Estimate, type FitOptions } from './estimate.js';
import { LowerMinimum } from './inference/profile.js';
import type { FitProblem } from './problem.js';
import { rangesOf } from './ranges.js';
import { mostLikely, type Goal } from './search/deviance.js';
import { downhill } from './search/downhill.js';
import type { Minimum } from './search/minimum.js';
import type { Residuals } from './search/residuals.js';
import { pseudoHuber, spreadOf } from './search/robust.js';
import { boxOf, search, valuesOf, type Search } from './search/search.js';
import { Watch } from './search/watch.js';
import type { Settled } from './settled.js';
import { summary } from './summary.js';

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
  const box = boxOf(problem.parameters);
  const plain = residualsOf(problem);
  const { goal, found } = await located(problem, plain, options, watch, searched);
  const settle = (minimum: Minimum, search: Search): Settled => ({
    ...{ problem, options, plain, goal, box, minimum, found: search },
    certainty: certaintyOf(problem, goal, minimum, box),
  });
  let settled = settle(found.best, found);
  for (let restart = 0; ; restart += 1) {
    try {
      return summary(settled, await rangesOf(settled, watch), watch);
    } catch (error) {
      if (!(error instanceof LowerMinimum) || restart > 5) throw error;
      settled = settle(await downhill(goal, error.at, box, watch), { ...found, agreeing: 1 });
    }
  }
}

/** The problem's residuals, of coordinates. */
function residualsOf(problem: FitProblem): Residuals {
  const { parameters, together, reach } = problem;
  return Object.assign(
    (at: Float64Array) => problem.residuals(valuesOf(parameters, at)),
    reach === undefined ? {} : { reach },
    together
      ? { together: (points: readonly Float64Array[]) => together(points.map((at) => valuesOf(parameters, at))) }
      : {},
  );
}

/** What is made least, and where that is. */
async function located(
  problem: FitProblem,
  plain: Residuals,
  options: FitOptions,
  watch: Watch,
  searched: Search | undefined,
): Promise<{ readonly goal: Goal; readonly found: Search }> {
  const { parameters, likelihood } = problem;
  let goal: Goal =
    likelihood === undefined ? plain : mostLikely((at) => likelihood.deviances(valuesOf(parameters, at)));
  let found = searched !== undefined && !options.robust ? searched : await search(goal, problem, options, watch);
  // The spread is taken twice: the first is that around a curve which outliers may have drawn to themselves.
  for (let pass = 0; options.robust && pass < 2; pass += 1) {
    goal = pseudoHuber(plain, spreadOf(plain(found.best.at)));
    found = await search(goal, problem, options, watch);
  }
  return { goal, found };
}
