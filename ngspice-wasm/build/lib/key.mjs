/** What identifies a build, and where its result is kept. */
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256 } from './checksum.mjs';

const PARTS = ['build', 'csrc', 'patches'];

/** Hash of recipe, patches, bridge, pinned sources and pinned toolchain: equal keys mean equal bytes. */
export function buildKey(root) {
  const files = PARTS.flatMap((part) => filesIn(join(root, part))).sort();
  const { version } = createRequire(import.meta.url)('acorn/package.json');
  const listing = files.map((file) => `${relative(root, file)} ${sha256(readFileSync(file))}`);
  return sha256(`${listing.join('\n')}\nacorn ${version}\n`).slice(0, 24);
}

/** RULESPICE_CACHE, or the user's cache folder. */
export function cacheFolder() {
  const base = process.env.RULESPICE_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rulespice');
  return join(base, 'ngspice-wasm');
}

function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}
