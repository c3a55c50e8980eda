import type { Certainty } from './certainty.js';
import type { FitOptions } from './estimate.js';
import type { FitProblem } from './problem.js';
import type { Goal } from './search/deviance.js';
import type { Box, Minimum } from './search/minimum.js';
import type { Residuals } from './search/residuals.js';
import type { Search } from './search/search.js';

/** A problem whose minimum is found: what intervals and the summary are made of. */
export interface Settled {
  readonly problem: FitProblem;
  readonly options: FitOptions;
  /** The problem's residuals, of coordinates. */
  readonly plain: Residuals;
  /** What was made least. */
  readonly goal: Goal;
  readonly box: Box;
  readonly found: Search;
  readonly minimum: Minimum;
  readonly certainty: Certainty;
}
