import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { plainJson } from '../units/plain-json.js';
import { isBelow, isThere, projectAround } from '../node/files/project.js';
import { UserError } from '../units/user-error.js';
import type { Io, Session } from './io.js';

export type Chunks = Iterable<string | Uint8Array>;

/** JSON as every command prints it: indented, with a newline at the end. */
export function jsonText(value: unknown): string {
  return `${plainJson(JSON.stringify(value, null, 2))}\n`;
}

/** Writes data where the user wants it: `path`, or stdout when it is absent, empty or `-`. */
export async function writeOutput(path: string | undefined, chunks: Chunks, { io, signal }: Session): Promise<void> {
  signal.throwIfAborted();
  if (path === undefined || path === '' || path === '-') {
    for (const chunk of chunks) io.out(chunk);
    return;
  }
  await writeFileSafely(path, chunks);
}

/** Says on stderr what was written. */
export function announce(io: Io, path: string | undefined): void {
  if (path !== undefined && path !== '' && path !== '-') io.err(`wrote ${path}\n`);
}

/**
 * Refuses, before any work is done, a path that cannot be written.
 * @throws UserError naming the option.
 */
export function assertWritable(option: string, path: string | undefined): void {
  if (path === undefined || path === '' || path === '-') return;
  const refuse = (why: string): never => {
    throw new UserError([{ message: `${option}: ${path} ${why}` }]);
  };
  if (isFolder(path)) refuse('is a folder; name a file in it');
  const outside = escape(path);
  if (outside !== undefined) refuse(outside);
  const folder = nearestFolder(path);
  if (!isFolder(folder)) refuse(`cannot be made: ${folder} is no folder`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    refuse(`cannot be written: no permission for ${folder}`);
  }
}

let written = 0;

/**
 * A reader finds the old file or the new one, never a half. Devices and pipes (`/dev/null`) are written to as they are.
 * A link in the place of the file is replaced, not followed. What is written at once cannot be interrupted halfway.
 * @throws UserError where it cannot be written, or a link leads out of the project
 */
export async function writeFileSafely(path: string, chunks: Chunks): Promise<void> {
  const outside = escape(path);
  if (outside !== undefined) throw new UserError([{ file: path, message: outside }]);
  try {
    const status = quietly(() => statSync(path));
    if (status && !status.isFile() && !status.isDirectory()) {
      await writeThrough(path, chunks);
      return;
    }
    const folder = dirname(path);
    await makeFolder(folder);
    written += 1;
    const temporary = join(folder, `.${basename(path)}.${process.pid}.${written}.tmp`);
    try {
      writeWhole(temporary, chunks, { flush: true });
      renameSync(temporary, path);
    } catch (error) {
      // Where it could not even be made, removing it fails too; the first error is the one to tell.
      quietly(() => rmSync(temporary, { force: true }));
      throw error;
    }
  } catch (error) {
    throw asUserError(error, path);
  }
}

/**
 * Why a path of the project may not be written: a link on the way leads out of it. A pull request can plant one in the
 * place of a folder of reports. Undefined where nothing is wrong, and for paths outside of any project, which the user
 * named himself.
 */
export function escape(path: string): string | undefined {
  const project = projectAround(path);
  if (project === undefined) return undefined;
  const folder = quietly(() => realpathSync(nearestFolder(path)));
  if (folder !== undefined && !isBelow(project, folder))
    return `would be written to ${folder}: a link leads out of the project ${project}; remove the link`;
  const status = quietly(() => statSync(path));
  if (status && !status.isFile() && !status.isDirectory() && lstatSync(path).isSymbolicLink())
    return 'is a link to a device or a pipe; remove the link';
  return undefined;
}

/** The nearest folder above a path that is there; also a link, wherever it leads. */
function nearestFolder(path: string): string {
  let folder = dirname(resolve(path));
  while (!isThere(folder)) folder = dirname(folder);
  return folder;
}

/** An error of the file system becomes one line for the user; anything else stays what it is. */
export function asUserError(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EISDIR: 'it is a folder',
    ENOTDIR: 'part of the path is no folder',
    EEXIST: 'part of the path is a file',
    ENOENT: 'its folder cannot be made',
    ENAMETOOLONG: 'the name is too long',
  };
  return new UserError([{ file: path, message: `cannot be written: ${reasons[code] ?? code}` }]);
}

/** `ENOENT` and the like; undefined for every other error. */
export function systemErrorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : undefined;
}

/**
 * Makes a folder and those above it, one by one: Node's recursive mkdir never returns where the system refuses, as in
 * /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (isThere(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** A new file, written at once. @param options.flush it is on the disk before this returns */
export function writeWhole(path: string, chunks: Chunks, { flush = false } = {}): void {
  const file = openSync(path, 'wx');
  try {
    for (const chunk of chunks) writeFileSync(file, chunk);
    if (flush) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

async function writeThrough(path: string, chunks: Chunks): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

function isFolder(path: string): boolean {
  return quietly(() => statSync(path))?.isDirectory() ?? false;
}

/** What cannot be looked at, such as a path below a file, is not there. */
function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
