import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../units/user-error.js';

/**
 * Path of a file that a spec names.
 * @throws UserError when it lies outside the folder of the spec, also through a symbolic link
 */
export function insideFolder(file: string, folder: string): string {
  const path = join(folder, file);
  const way = relative(real(folder), real(path));
  if (isAbsolute(file) || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new UserError([
      { file: path, message: 'lies outside the folder of the spec; copy the file next to the spec' },
    ]);
  return path;
}

function real(target: string): string {
  try {
    return realpathSync(target);
  } catch {
    return resolve(target);
  }
}
