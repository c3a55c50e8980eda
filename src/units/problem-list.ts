import { UserError, type Problem } from './user-error.js';

/** Most problems kept of one file: more than are shown, few enough to be cheap. */
export const MOST_PROBLEMS = 100;

/**
 * Problems as they are found. The first are kept and the rest counted: finding the place of one can cost as much as
 * reading its line, and a hostile file has millions.
 */
export class ProblemList {
  private readonly kept: Problem[] = [];
  private count = 0;

  /** Takes a problem, or what makes one; that is called only where the problem is kept. */
  add(problem: Problem | (() => Problem)): void {
    this.count += 1;
    if (this.kept.length < MOST_PROBLEMS) this.kept.push(typeof problem === 'function' ? problem() : problem);
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** @throws UserError when there is a problem */
  throwIfAny(): void {
    if (this.count > 0) throw new UserError(this.kept, this.count - this.kept.length);
  }
}
