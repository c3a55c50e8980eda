import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { UserError } from '../units/user-error.js';

/**
 * A whole text file as a string. Throws a UserError when it is missing, no regular file, larger than `limit` bytes or
 * not UTF-8; `advice` says what to do about the size.
 * @param decode takes other bytes than UTF-8, where a format has them; undefined for bytes that are no text
 */
export function readTextFile(
  path: string,
  limit: number,
  advice: string,
  decode: (bytes: Uint8Array) => string | undefined = decodeUtf8,
): string {
  const fail = (message: string): never => {
    throw new UserError([{ file: path, message }]);
  };
  let descriptor: number;
  try {
    // Without O_NONBLOCK, opening a named pipe waits for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return fail(reason(error));
  }
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) fail('is a folder; name a file in it');
    if (!status.isFile()) fail('is no regular file; name one');
    if (status.size > limit) fail(`the file is larger than ${limit / 1e6} MB; ${advice}`);
    return decode(readFileSync(descriptor)) ?? fail('is not UTF-8 text; save it as UTF-8');
  } finally {
    closeSync(descriptor);
  }
}

/** UTF-8, or undefined. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'file not found; check the path';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read; check its permissions';
  return `cannot be read (${typeof code === 'string' ? code : String(error)})`;
}
