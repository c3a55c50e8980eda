import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { appendFile, mkdir, open } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../units/user-error.js';
import { isBelow, isThere, projectAround } from './project.js';

/** Text or bytes, in pieces. */
export type Chunks = Iterable<string | Uint8Array>;

/** Why a file cannot be written, known before any work is done; undefined where nothing stands in its way. */
export function unwritable(path: string): string | undefined {
  if (isFolder(path)) return 'is a folder; name a file in it';
  const outside = escape(path);
  if (outside !== undefined) return outside;
  const folder = nearestFolder(path);
  if (!isFolder(folder)) return `cannot be made: ${folder} is no folder`;
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch {
    return `cannot be written: no permission for ${folder}`;
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
function escape(path: string): string | undefined {
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

/** Puts text at the end of a file. @throws UserError where it cannot be written */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await appendFile(path, text);
  } catch (error) {
    throw asUserError(error, path);
  }
}

/** As `writeWhole`. @returns the sha256 digest of what was written */
export function writeHashed(path: string, chunks: Chunks): string {
  const hash = createHash('sha256');
  const hashed = function* (): Generator<string | Uint8Array> {
    for (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  writeWhole(path, hashed());
  return hash.digest('hex');
}

/**
 * Writes a folder beside its place and renames it: it is whole or absent, and an older one of its name is gone. What is
 * written at once cannot be interrupted halfway.
 * @param write fills the folder of the given path, synchronously
 * @throws UserError where a link leads out of the project
 */
export async function writeFolderSafely(path: string, write: (folder: string) => void): Promise<void> {
  const outside = escape(path);
  if (outside !== undefined) throw new UserError([{ file: path, message: outside }]);
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    mkdirSync(temporary);
    write(temporary);
    rmSync(path, { recursive: true, force: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
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
