import type { VerdictStatus } from '../compare/verdict.js';
import { DEFAULT_FIT, estimate, type Estimate, type Estimated, type FitOptions } from './estimate.js';
import type { FitData } from './table.js';
import type { FitTarget, Origin } from './target.js';

/** What a fit found, and whether it may be used. */
export interface Fit {
  readonly target: FitTarget;
  readonly data: FitData;
  readonly origin: Origin;
  readonly options: FitOptions;
  readonly estimates: readonly Estimate[];
  readonly derived: readonly Estimated[];
  readonly status: Extract<VerdictStatus, 'pass' | 'fail'>;
  /** Why there is no card; empty on a pass. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** Only of a fit that passed. */
  readonly card?: string;
}

/**
 * Fits a target to data. A fit that cannot be trusted is a `fail` with its reasons and without a card.
 * @throws UserError for data that cannot hold the parameters
 */
export function fit(target: FitTarget, data: FitData, origin: Origin, options: FitOptions = DEFAULT_FIT): Fit {
  const estimates = target.problems(data).map((problem) => estimate(problem, options));
  const told = (of: (one: Estimate) => readonly string[]): string[] => estimates.flatMap((one) => of(one).map((text) => (estimates.length > 1 ? `${one.problem.name}: ${text}` : text)));
  const faults = [...told((one) => one.faults), ...target.faults(estimates)];
  const derived = target.derived(estimates);
  return {
    target, data, origin, options, estimates, derived, status: faults.length === 0 ? 'pass' : 'fail', faults, warnings: told((one) => one.warnings),
    ...(faults.length === 0 ? { card: target.card(estimates, derived, origin) } : {}),
  };
}
