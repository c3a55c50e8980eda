import type { Card } from './card.js';
import type { ColumnSpec } from './data/column.js';
import type { Estimate, Estimated } from './estimate.js';
import type { Origin } from './origin.js';
import type { FitProblem } from './problem.js';
import type { FitData } from './data/table.js';

/**
 * One kind of measurement that `rulespice fit` turns into parameters. Adding one is a folder in `targets/` and a line
 * in `registry.ts`; the conformance test (test/fit/targets.test.ts) says what is missing.
 */
export interface FitTarget {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly references: readonly string[];
  readonly columns: readonly ColumnSpec[];
  /** The first is taken unless the user names another; `--compare` ranks all of them. */
  readonly models: readonly [FitModel, ...FitModel[]];
  /**
   * A measurement with known parameters: what the coverage of the intervals is measured on, and an example of the file.
   */
  synthetic(seed: number): Synthetic;
  /** How many of them a quick test can afford; 20 where not given. */
  readonly quickSeeds?: number;
}

/** One way to describe the data of a target. */
export interface FitModel {
  readonly name: string;
  readonly summary: string;
  readonly equations: readonly string[];
  /**
   * What is to be fitted in these data, and what follows from the answer.
   * @throws UserError for data that cannot hold the parameters
   */
  plan(data: FitData): FitPlan;
  /** A measurement that this model describes, where that of the target belongs to another. */
  synthetic?(seed: number): Synthetic;
}

/** The work on one set of data. `estimates` come in the order of `problems`. */
export interface FitPlan {
  /** Every problem is fitted by itself. */
  readonly problems: readonly FitProblem[];
  /** Numbers that follow from the fitted ones. */
  derived(estimates: readonly Estimate[]): readonly Estimated[];
  /** What was taken for granted, left out or found missing in the data. */
  readonly notes?: readonly string[];
  /** What the answer says about the data beyond its parameters: data and law side by side, other hypotheses. */
  findings?(estimates: readonly Estimate[]): readonly string[];
  /** What a reader of the answer has to know beside the warnings of each fit. */
  warnings?(estimates: readonly Estimate[]): readonly string[];
  /** What is wrong with the answer, though each fit is good by itself. */
  faults(estimates: readonly Estimate[]): readonly string[];
  /** The answer in files that a spec, a process or a simulator can take. Asked for only where there is no fault. */
  cards(estimates: readonly Estimate[], derived: readonly Estimated[], origin: Origin): readonly Card[];
}

/** CSV text as an instrument would write it, and the parameters behind it by name (fitted or derived), SI. */
export interface Synthetic {
  readonly csv: string;
  readonly truth: Readonly<Record<string, number>>;
  /** Options that the command line needs to read it. */
  readonly map?: readonly string[];
}
