import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** sha256 of bytes or text, in hexadecimal. */
export function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

export function matchesChecksum(file, expected) {
  return existsSync(file) && sha256(readFileSync(file)) === expected;
}

/** @throws Error naming both sums when the file is not the pinned one */
export function assertChecksum(file, expected, what) {
  if (!existsSync(file)) throw new Error(`${what}: no file ${file}`);
  const found = sha256(readFileSync(file));
  if (found !== expected) throw new Error(`${what}: ${file} has sha256 ${found}, pinned is ${expected}`);
}
