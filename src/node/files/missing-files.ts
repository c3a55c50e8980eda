import { basename } from 'node:path';
import { UserError } from '../../units/user-error.js';

/** A file that a line of a library names, and that is not there. */
export interface MissingFile {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

const MOST_NAMED = 3;

/**
 * What a message about something undefined has to say of files that are not installed; nothing where all are. Libraries
 * name hundreds: those whose name has a word of the message come first.
 */
export function aboutMissing(missing: readonly MissingFile[], message: string): string {
  const words = (message.match(/[\w.]{4,}/g) ?? []).map((word) => word.toLowerCase());
  const fits = ({ name }: MissingFile): boolean => {
    const own = basename(name).toLowerCase();
    return words.some((word) => own.startsWith(word));
  };
  const all = [...new Map(missing.map((one) => [`${one.name} ${one.file}`, one])).values()];
  if (all.length === 0) return '';
  const first = all.filter(fits);
  const named = [...first, ...all.filter((one) => !first.includes(one))].slice(0, first.length > 0 ? 1 : MOST_NAMED);
  const rest = all.length - named.length;
  return (
    `; the library names files that are not installed: ` +
    named.map(({ name, file, line }) => `"${name}" (${file}:${line})`).join(', ') +
    (rest > 0 ? ` and ${rest} more` : '')
  );
}

/** Does something that fails where a definition is nowhere, and then names the files that may have it. */
export function withMissing<T>(missing: readonly MissingFile[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.problems.map((problem) =>
        /\b(?:defined|no card)\b/.test(problem.message)
          ? { ...problem, message: problem.message + aboutMissing(missing, problem.message) }
          : problem,
      ),
    );
  }
}
