import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * The project of a file, with links followed: no link in it may lead out of it. It is the git work tree around the
 * file, else the working folder where the file lies below that, else the file's own folder. The way there is what was
 * written: a linked folder on the way does not carry the project elsewhere.
 */
export function projectOf(path: string): string {
  return projectAround(path) ?? real(dirname(resolve(path)));
}

/** As `projectOf`; undefined for a path that is in no git work tree and not below the working folder. */
export function projectAround(path: string): string | undefined {
  const named = resolve(path);
  const folder = dirname(named);
  const working = process.cwd();
  const below = isBelow(working, named);
  for (let candidate = folder; ; candidate = dirname(candidate)) {
    // What lies between the working folder and the file may have been planted; above it is the user's own.
    const planted =
      below && isBelow(working, candidate) && real(candidate) !== join(real(working), relative(working, candidate));
    if (!planted && isThere(join(candidate, '.git'))) return real(candidate);
    if (dirname(candidate) === candidate) break;
  }
  return below && dirname(working) !== working ? real(working) : undefined;
}

/** Whether a path is a folder or lies below it; both absolute. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}

/** Whether something is called so; also a link that leads nowhere is. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Whether a path leads to a folder, also by a link. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
