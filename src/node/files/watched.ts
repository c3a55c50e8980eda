import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/*
 * Which files were read, and when one of them is another. Files are asked, not the system's notices of changes: an
 * editor that replaces a file, a folder of another machine and a container are all the same then.
 */

/** Between two looks, ms. */
const INTERVAL = 250;

/** Files by what they were like when they were read. */
export type Reads = ReadonlyMap<string, string>;

let noting: Map<string, string> | undefined;

/** Called for every file that is read, also for one that is not there: it may come. */
export function noteRead(path: string): void {
  if (noting && !noting.has(path)) noting.set(path, stampOf(path));
}

/** Does something and tells what it read, also where it throws: `failed` has what it threw. */
export async function readsOf<T>(
  work: () => Promise<T>,
): Promise<{ readonly reads: Reads; readonly result?: T; readonly failed?: { readonly error: unknown } }> {
  const reads = new Map<string, string>();
  noting = reads;
  try {
    return { result: await work(), reads };
  } catch (error) {
    return { failed: { error }, reads };
  } finally {
    noting = undefined;
  }
}

/**
 * The files that are other than when they were read, once they have stopped changing.
 * @throws what the signal aborts with
 */
export async function nextChange(reads: Reads, signal: AbortSignal): Promise<readonly string[]> {
  let before = '';
  for (;;) {
    const now = [...reads.keys()].map((path) => [path, stampOf(path)] as const);
    const changed = now.filter(([path, stamp]) => stamp !== reads.get(path));
    const state = JSON.stringify(changed);
    // What a program is still writing is not read yet.
    if (changed.length > 0 && state === before) return changed.map(([path]) => path);
    before = state;
    await wait(INTERVAL, undefined, { signal });
  }
}

function stampOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return [ino, size, mtimeMs].join(' ');
  } catch {
    return 'absent';
  }
}
