import { isAscii } from 'node:buffer';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import type { Decode } from '../../shelf/shelf.js';
import { UserError } from '../../units/user-error.js';
import { isBelow, projectOf } from './project.js';
import { STANDARD_INPUT, standardInput } from './standard-input.js';
import { noteRead } from './watched.js';

const CHUNK = 1 << 20;
const NO_DEVICE = 'is no file of a project; "-" stands for standard input';

/** How a text is read where it is not read as most are. */
export interface Reading {
  /** Folder that no link may lead out of; that of the file when absent. */
  readonly project?: string;
  /** Takes other bytes than UTF-8, where a format has them; undefined for bytes that are no text. */
  readonly decode?: Decode;
}

/**
 * A whole text file as a string: a regular file that lies, once links are followed, inside the project. What is opened
 * is what was looked at, so a pipe, a device or another file put in its place meanwhile is noticed.
 *
 * @param limit largest size, bytes
 * @param advice what to do about one that is larger
 * @throws UserError when it is missing, no regular file, outside, too large or not UTF-8
 */
export function readTextFile(
  path: string,
  limit: number,
  advice: string,
  { project = projectOf(path), decode = decodeUtf8 }: Reading = {},
): string {
  const fail = (message: string): never => {
    throw new UserError([{ file: path, message }]);
  };
  const given = standardInput(path);
  if (given !== undefined) {
    if (given.length > limit) fail(`is larger than ${limit / 1e6} MB; ${advice}`);
    return decode(given) ?? fail('is not UTF-8 text');
  }
  noteRead(path);
  if (path === '') fail('the name of a file is empty; name one');
  const real = attempt(() => realpathSync.native(path), path, fail);
  const looked = attempt(() => statSync(real, { bigint: true }), path, fail);
  requireRegular(looked, fail);
  if (!isBelow(project, real))
    fail(
      path.startsWith('/dev/')
        ? NO_DEVICE
        : `leads out of the project ${project} by a link, to ${real}; copy the file into the project`,
    );
  // Without O_NONBLOCK, opening a named pipe waits for ever.
  const descriptor = attempt(() => openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)), path, fail);
  try {
    const opened = fstatSync(descriptor, { bigint: true });
    if (opened.ino !== looked.ino || opened.dev !== looked.dev) fail('was replaced while it was opened; try again');
    requireRegular(opened, fail);
    if (opened.size > limit) fail(`the file is larger than ${limit / 1e6} MB; ${advice}`);
    const bytes = attempt(() => readUpTo(descriptor, limit + 1), path, fail);
    if (bytes.length > limit) fail(`the file is larger than ${limit / 1e6} MB; ${advice}`);
    return decode(bytes) ?? fail('is not UTF-8 text; save it as UTF-8');
  } finally {
    closeSync(descriptor);
  }
}

let kept: Buffer | undefined;

/** A file of /proc says that it is empty, and one that grows has no size: what is read is counted. */
function readUpTo(descriptor: number, most: number): Buffer {
  const first = (kept ??= Buffer.allocUnsafeSlow(CHUNK));
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < most) {
    // The first one is used again for the next file: what is returned is decoded at once.
    const chunk = chunks.length === 0 ? first.subarray(0, most) : Buffer.allocUnsafe(Math.min(CHUNK, most - total));
    const count = readSync(descriptor, chunk, 0, chunk.length, null);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function requireRegular(status: BigIntStats, fail: (message: string) => never): void {
  if (status.isDirectory()) fail('is a folder; name a file in it');
  if (status.isFIFO()) fail('is a named pipe, expected a regular file; "-" stands for standard input');
  if (status.isCharacterDevice() || status.isBlockDevice()) fail('is a device, expected a regular file');
  if (status.isSocket()) fail('is a socket, expected a regular file');
  if (!status.isFile()) fail('is no regular file; name one');
}

/** UTF-8, or undefined. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  // Model libraries have millions of characters, all of them ASCII.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function attempt<T>(work: () => T, path: string, fail: (message: string) => never): T {
  try {
    return work();
  } catch (error) {
    return fail(reason(error, path));
  }
}

function reason(error: unknown, path: string): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' && path === STANDARD_INPUT) return 'standard input is not read here; name a file';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    if (path.startsWith('/dev/')) return NO_DEVICE;
    const target = linkTarget(path);
    return target === undefined
      ? 'file not found; check the path'
      : `is a link to ${target}, which is not there; mend or remove the link`;
  }
  if (code === 'ELOOP') return 'is a link that leads back to itself; mend or remove the link';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read; check its permissions';
  if (code === 'ENXIO') return 'is a socket or a device, expected a regular file';
  return `cannot be read (${typeof code === 'string' ? code : String(error)})`;
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
