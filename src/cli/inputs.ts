import { isFolder, isThere } from '../node/files/project.js';
import type { Spec } from '../spec/types.js';
import { isLineOfText } from '../units/line-of-text.js';
import { UserError, type Problem } from '../units/user-error.js';
import type { Wanted } from './folder.js';
import type { DesignRefusal } from '../process/process.js';

/**
 * The files that the user's words name, in order, each once. A word that is a path is taken as it is, even when it
 * looks like a pattern.
 * @param ofFolder the files that are meant by a folder; a folder is taken as it is when not given
 * @throws UserError for a pattern that matches nothing.
 */
export async function expandFiles(
  words: readonly string[],
  ofFolder?: (folder: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const [{ isDynamicPattern }, { filesOf }] = await Promise.all([
    import('tinyglobby'),
    import('../node/files/glob.js'),
  ]);
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const word of words) {
    // One that is called like a spec was meant to be one.
    if (ofFolder && isFolder(word) && !/\.ya?ml$/i.test(word)) {
      files.push(...(await ofFolder(word)));
      continue;
    }
    if (isThere(word) || !isDynamicPattern(word)) {
      files.push(word);
      continue;
    }
    const found = await filesOf(word);
    if (found.length === 0)
      problems.push({ message: `no file matches "${word}"; check the pattern, or start with "rulespice init"` });
    const strange = found.filter((file) => !isLineOfText(file));
    problems.push(
      ...strange.map((file) => ({ file, message: 'the name holds control or invisible characters; rename the file' })),
    );
    files.push(...found);
  }
  if (problems.length > 0) throw new UserError(problems);
  return [...new Set(files)];
}

/** The files of specs and arrays that words name; a folder stands for all of them in it and below. @throws UserError */
export async function expandDocuments(words: readonly string[], wanted: Wanted = 'all'): Promise<string[]> {
  const { documentsIn } = await import('./folder.js');
  return expandFiles(words, (folder) => documentsIn(folder, wanted));
}

/** A spec and the file it came from, as the user named it. */
export interface NamedSpec {
  readonly file: string;
  readonly spec: Spec;
}

/** Loads every spec; throws one UserError with the problems of all files. */
export async function loadSpecs(files: readonly string[]): Promise<NamedSpec[]> {
  const [{ loadSpec }, { vocabulary }] = await Promise.all([
    import('../load-spec.js'),
    import('../compose/vocabulary.js'),
  ]);
  const names = vocabulary();
  return collectProblems(
    files,
    (file) => ({ file, spec: loadSpec(file, names) }),
    (file) => file,
  );
}

/** Maps every item, going on after bad input; throws one UserError with everything that was found. */
export async function collectProblems<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result | Promise<Result>,
  fileOf: (item: Item) => string,
): Promise<Result[]> {
  const { DesignRefusal } = await import('../process/process.js');
  const results: Result[] = [];
  const problems: Problem[] = [];
  let more = 0;
  for (const item of items) {
    try {
      results.push(await work(item));
    } catch (error) {
      if (error instanceof UserError) {
        problems.push(...(await Promise.all(error.problems.map((problem) => placed(problem, fileOf(item))))));
        more += error.more;
      } else if (error instanceof DesignRefusal) problems.push(refusalProblem(error, fileOf(item)));
      else throw error;
    }
  }
  if (problems.length > 0) throw new UserError(problems, more);
  return results;
}

/** A fault that knows its way into the spec gets the line and column there. */
async function placed({ path, ...problem }: Problem, file: string): Promise<Problem> {
  if (path === undefined || problem.line !== undefined) return { file, ...problem };
  const { placeInFile } = await import('../spec/load.js');
  return { file, ...placeInFile(file, path), ...problem };
}

/** `file: refused: reason; way out` */
export function refusalProblem({ reason, wayOut }: DesignRefusal, file: string): Problem {
  return { file, message: `refused: ${reason}; ${wayOut}` };
}

/** Work on one file, with the file's name put before whatever is wrong with it. */
export async function forFile<Result>(file: string, work: () => Result | Promise<Result>): Promise<Result> {
  const [result] = await collectProblems([file], work, () => file);
  return result as Result;
}
