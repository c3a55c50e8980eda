import { readdir, statSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';
import { UserError, type Problem } from '../../units/user-error.js';

/**
 * The files that a pattern names, sorted. Everything of a fitting name is found, also what cannot be read: a pipe, a
 * device or a broken link in the place of a spec must be an error of its reader, not a spec that nobody misses. A
 * folder of a fitting name is found where the pattern ends in an extension.
 * @param cwd where the pattern starts, and the names too; the working folder when not given
 * @throws UserError for a folder on the way that may not be read
 */
export async function filesOf(pattern: string, cwd?: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const closed: Problem[] = [];
  const options = {
    expandDirectories: false,
    ...(cwd === undefined ? {} : { cwd }),
    fs: { readdir: readdirOfAll(closed) },
  };
  const files = await glob(pattern, { ...options, onlyFiles: true });
  const folders = extname(pattern) === '' ? [] : await glob(pattern, { ...options, onlyDirectories: true });
  if (closed.length > 0) throw new UserError(closed);
  // The crawler marks folders with a slash, which would hide a link.
  return [...new Set([...files, ...folders.map((folder) => folder.replace(/\/+$/, ''))])].sort();
}

type Callback = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

/**
 * As `readdir` with types, with everything that is no folder and leads to none called a file.
 * @param closed takes the folders that may not be read, which the crawler passes over
 */
function readdirOfAll(closed: Problem[]): typeof readdir {
  return ((folder: string, options: { withFileTypes: true }, done: Callback): void =>
    readdir(folder, options, (error, entries) => {
      if (error?.code === 'EACCES' || error?.code === 'EPERM')
        closed.push({ file: folder, message: 'is a folder that may not be read; check its permissions' });
      if (error) return done(error, []);
      for (const entry of entries) if (!leadsToFolder(folder, entry)) Object.assign(entry, AS_FILE);
      done(null, entries);
    })) as unknown as typeof readdir;
}

const AS_FILE = { isFile: () => true, isDirectory: () => false, isSymbolicLink: () => false };

function leadsToFolder(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(folder, entry.name)).isDirectory();
  } catch {
    return false;
  }
}
