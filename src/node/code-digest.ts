import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentKey } from '../characterise/content-cache.js';
import { packagePath } from './package-path.js';

/** Where the sources are, or what was built of them. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder of rulespice's code with this path below `src`. */
export function codeFolderOf(path: string): string {
  return join(ROOT, path);
}

/** Folder of the bundle (scripts/bundle-cli.js), which is made of the rest. */
const BUNDLE = /^bundle[/\\]/;

/** sha256 over the names and texts of all code and templates in these folders and below. */
export function codeDigest(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(js|ts|hbs)$/.test(path) && !path.endsWith('.d.ts') && !BUNDLE.test(path))
        hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

/** Digest of everything that a verdict comes from: code, templates, and the versions of what it runs with. */
export function ownDigest(): string {
  const versions = readFileSync(packagePath('package.json'), 'utf8');
  return contentKey(
    process.version,
    versions,
    bundledDigest() ?? codeDigest([ROOT]),
    codeDigest([packagePath('templates')]),
  );
}

/** Of the code that a bundle was made of, where this runs from one: reading a thousand files takes its time. */
function bundledDigest(): string | undefined {
  const stamp = join(dirname(fileURLToPath(import.meta.url)), 'stamp.json');
  return existsSync(stamp)
    ? String((JSON.parse(readFileSync(stamp, 'utf8')) as { digest: unknown }).digest)
    : undefined;
}
