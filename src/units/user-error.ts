import { shown } from './line-of-text.js';

/** One fault in something the user wrote: where, what was found, what was expected, what to do. */
export interface Problem {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /**
   * Way to the place in a spec, for faults found after it was loaded; whoever knows the file turns it into line and
   * column.
   */
  readonly path?: readonly PropertyKey[];
  readonly message: string;
}

/** Bad input: printed without a stack trace, exit code 2. Carries every problem found, not only the first. */
export class UserError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'UserError';
  }
}

/**
 * `file:line:column: message`, the form editors and CI annotators understand. One line, whatever the user's names and
 * values hold.
 */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return shown(place === '' ? problem.message : `${place}: ${problem.message}`);
}
