import { unwritable, writeFileSafely, type Chunks } from '../node/files/write-file.js';
import { plainJson } from '../units/plain-json.js';
import { UserError } from '../units/user-error.js';
import type { Io, Session } from './io.js';

/** JSON as every command prints it: indented, with a newline at the end. */
export function jsonText(value: unknown): string {
  return `${plainJson(JSON.stringify(value, null, 2))}\n`;
}

/** What a command says as JSON: of one document its object, as ever; of several a list. */
export function oneOrAll<T>(items: readonly T[]): T | readonly T[] {
  return items.length === 1 && items[0] !== undefined ? items[0] : items;
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
  const why = unwritable(path);
  if (why !== undefined) throw new UserError([{ message: `${option}: ${path} ${why}` }]);
}
