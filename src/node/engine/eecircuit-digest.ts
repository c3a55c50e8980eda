import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contentKey, type ContentCache } from '../../characterise/content-cache.js';

/** The file that is the engine, script and WebAssembly; undefined where modules are not resolved by Node itself. */
function engineFile(): string | undefined {
  try {
    return fileURLToPath(import.meta.resolve('eecircuit-engine'));
  } catch {
    return undefined;
  }
}

/**
 * sha256 of the embedded engine, without starting it; undefined where its file cannot be found or read. It has 20 MB:
 * what was read before is not read again while the file is the same by inode, size and both times, of which nobody can
 * set that of the last change.
 */
export function digestOfPackage(known: ContentCache): string | undefined {
  try {
    const file = engineFile();
    if (file === undefined) return undefined;
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    const key = contentKey('engine-digest-1', file, [dev, ino, size, mtimeNs, ctimeNs].join(' '));
    const found = known.get(key);
    if (typeof found === 'string' && /^[0-9a-f]{64}$/.test(found)) return found;
    const digest = digestOf(file);
    known.set(key, digest);
    return digest;
  } catch {
    return undefined;
  }
}

/** sha256 of a file. */
export function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
