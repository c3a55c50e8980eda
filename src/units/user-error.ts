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

/**
 * Bad input: printed without a stack trace, exit code 2. Carries the problems found, not only the first; where there
 * are too many to keep, `more` counts the others. `message` is at most a screenful.
 */
export class UserError extends Error {
  constructor(
    readonly problems: readonly Problem[],
    readonly more = 0,
  ) {
    super(problemLines(problems, more).join('\n'));
    this.name = 'UserError';
  }
}

/**
 * `file:line:column: message`, the form editors and CI annotators understand. One line, whatever the user's names and
 * values hold.
 */
export function formatProblem(problem: Problem): string {
  const file = problem.file === '-' ? '<stdin>' : problem.file;
  const place = [file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return shown(place === '' ? problem.message : `${place}: ${problem.message}`);
}

/** Most problems shown at once, and most characters of them: a screen of 40 lines of 100 characters. */
const MOST_SHOWN = 30;
const MOST_CHARACTERS = 4000;
/** Longest line of one problem: lists of names may be long, a pasted document is too long. */
const LONGEST_LINE = 1200;

/** Problems as lines of text, at most a screenful; the last line counts what is left out. */
export function problemLines(problems: readonly Problem[], more = 0): string[] {
  const lines: string[] = [];
  let characters = 0;
  for (const problem of problems.slice(0, MOST_SHOWN)) {
    const line = cut(formatProblem(problem));
    characters += line.length + 1;
    if (lines.length > 0 && characters > MOST_CHARACTERS) break;
    lines.push(line);
  }
  const rest = problems.length - lines.length + more;
  return rest > 0 ? [...lines, `and ${rest} more problem${rest === 1 ? '' : 's'}`] : lines;
}

/** A line with its middle left out where it is too long: the end says what to do. */
function cut(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const half = LONGEST_LINE / 2;
  return `${line.slice(0, half)} ... (${line.length - LONGEST_LINE} characters) ... ${line.slice(-half)}`;
}
