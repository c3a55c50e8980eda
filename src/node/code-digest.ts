import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the sources are, or what was built of them. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder of rulespice's code with this path below `src`. */
export function codeFolderOf(path: string): string {
  return join(ROOT, path);
}

/** sha256 over the names and texts of all code and templates in these folders and below. */
export function codeDigest(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(js|ts|hbs)$/.test(path) && !path.endsWith('.d.ts'))
        hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}
