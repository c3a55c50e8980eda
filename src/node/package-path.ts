import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of something shipped with rulespice (models, templates, schema), whether run from `src` or `dist`. */
export function packagePath(...parts: string[]): string {
  return join(root, ...parts);
}

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of rulespice not found above its own sources');
  return findRoot(parent);
}
