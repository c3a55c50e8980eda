import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Decode } from '../../shelf/shelf.js';
import { UserError } from '../../units/user-error.js';
import { isBelow, projectOf } from './project.js';
import { readTextFile } from './read-text-file.js';

/**
 * Path of a file that a spec names: written below the folder of the spec, and inside the project once links are
 * followed.
 * @throws UserError when it lies elsewhere
 */
export function insideFolder(file: string, folder: string): string {
  const path = join(folder, file);
  if (isAbsolute(file) || !isBelow(resolve(folder), resolve(path)))
    throw new UserError([
      { file: path, message: 'lies outside the folder of the spec; copy the file next to the spec' },
    ]);
  const project = projectOfFolder(folder);
  if (!isBelow(project, nearest(path)))
    throw new UserError([
      {
        file: path,
        message: `lies outside the project ${project}, where a link leads to; copy the file next to the spec`,
      },
    ]);
  return path;
}

/** Reads a file that a spec names, as `readTextFile` does. */
export function readInsideFolder(
  file: string,
  folder: string,
  limit: number,
  advice: string,
  decode?: Decode,
): { readonly path: string; readonly text: string } {
  const path = insideFolder(file, folder);
  return {
    path,
    text: readTextFile(path, limit, advice, { project: projectOfFolder(folder), ...(decode && { decode }) }),
  };
}

/** A path with links followed, as far up as it is there. */
function nearest(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : nearest(dirname(resolve(path)));
  }
}

/** The project of the files of a folder. */
function projectOfFolder(folder: string): string {
  return projectOf(join(folder, 'spec'));
}
