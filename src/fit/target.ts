import type { ColumnSpec } from './column.js';
import type { Estimate, Estimated } from './estimate.js';
import type { FitProblem } from './problem.js';
import type { FitData } from './table.js';

/** What a card says about where its numbers come from. */
export interface Origin {
  readonly name: string;
  readonly source: string;
  readonly sha256: readonly string[];
}


/** One kind of measurement that `rulespice fit` turns into parameters. */
export interface FitTarget {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly equations: readonly string[];
  readonly references: readonly string[];
  readonly columns: readonly ColumnSpec[];
  /**
   * What is to be fitted in these data; every problem is fitted by itself.
   * @throws UserError for data that cannot hold the parameters
   */
  problems(data: FitData): readonly FitProblem[];
  /** Numbers that follow from the fitted ones. */
  derived(estimates: readonly Estimate[]): readonly Estimated[];
  /** What is wrong with the answer, though each fit is good by itself. */
  faults(estimates: readonly Estimate[]): readonly string[];
  /** Parameters as text that a spec or a model folder can take. */
  card(estimates: readonly Estimate[], derived: readonly Estimated[], origin: Origin): string;
}
