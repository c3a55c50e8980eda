import { MOST_PROBLEMS } from '../units/problem-list.js';
import { UserError, type Problem } from '../units/user-error.js';
import type { SpecDocument } from './document.js';
import type { PathProblem } from './problems.js';

/** Problems with their lines and columns, in the order of the file. */
export function placed(problems: readonly PathProblem[], document: SpecDocument, file: string): Problem[] {
  return problems
    .map(({ path, key, index, message }) => ({
      file,
      ...document.locate(path, { key: key ?? false, index: index ?? 0 }),
      message,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The error that tells them; of very many the first are kept. */
export function placedError(problems: readonly PathProblem[], document: SpecDocument, file: string): UserError {
  const all = placed(problems, document, file);
  return new UserError(all.slice(0, MOST_PROBLEMS), Math.max(0, all.length - MOST_PROBLEMS));
}
