import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps values by a key of everything they include. */
export interface Store<Value> {
  get(key: string): Promise<Value | undefined>;
  set(key: string, value: Value): Promise<void>;
  /** Called when nothing more comes: what is too much may go. */
  close(): Promise<void>;
}

/** How a value is written: `decode` knows a torn, damaged or foreign file, or one of another key, and gives nothing. */
export interface Codec<Value> {
  /** Ending of the files, with the dot. */
  readonly suffix: string;
  encode(this: void, value: Value, key: string): Buffer;
  decode(this: void, bytes: Buffer, key: string): Value | undefined;
}

export interface FileStoreOptions {
  /** Bytes on disk above which the values that were not used for longest are deleted; no bound when absent. */
  readonly limitBytes?: number;
}

/** A bound is kept by going below it, so that not every run has to tidy. */
const KEEP_SHARE = 0.8;
/** A file's time of last use is exact to this, ms: fewer writes. */
const USE_GRAIN = 3_600_000;
/** A temporary file as old as this, ms, belongs to a process that is gone. */
const ABANDONED = 3_600_000;

/**
 * Values as files, two levels deep. Any number of processes may share the folder: a file appears whole by a rename, or
 * not at all, and is read only where its codec knows it for whole, so that what a crash or a full disk left behind is
 * nothing. A folder that cannot be written is no error: nothing is kept.
 */
export function fileStore<Value>(
  folder: string,
  { suffix, encode, decode }: Codec<Value>,
  { limitBytes }: FileStoreOptions = {},
): Store<Value> {
  // What this process wrote since it last tidied; an unbounded store never tidies.
  let written = 0;
  let tidying: Promise<void> | undefined;
  const path = (key: string): string => join(folder, key.slice(0, 2), `${key}${suffix}`);
  const tidy = (limit: number): Promise<void> =>
    (tidying ??= tidyFolder(folder, suffix, limit).finally(() => (tidying = undefined)));
  return {
    get: (key) => readValue(path(key), (bytes) => decode(bytes, key)),
    set: async (key, value) => {
      const bytes = encode(value, key);
      if (limitBytes !== undefined && bytes.length > limitBytes * KEEP_SHARE) return;
      if (!(await writeWhole(path(key), bytes))) return;
      written += bytes.length;
      if (limitBytes !== undefined && written > limitBytes * (1 - KEEP_SHARE)) {
        written = 0;
        await tidy(limitBytes);
      }
    },
    close: async () => {
      if (limitBytes !== undefined && written > 0) await tidy(limitBytes);
    },
  };
}

async function readValue<Value>(
  path: string,
  decode: (bytes: Buffer) => Value | undefined,
): Promise<Value | undefined> {
  try {
    // A pipe in the place of a file would wait for a writer.
    if (!(await stat(path)).isFile()) return undefined;
    const file = await open(path, 'r');
    try {
      const value = decode(await file.readFile());
      if (value === undefined) await rm(path, { force: true });
      else await markUsed(file).catch(() => undefined);
      return value;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function markUsed(file: Awaited<ReturnType<typeof open>>): Promise<void> {
  const now = new Date();
  const { mtimeMs } = await file.stat();
  if (now.getTime() - mtimeMs > USE_GRAIN) await file.utimes(now, now);
}

/** Whether the file is there now, whole. */
async function writeWhole(path: string, bytes: Buffer): Promise<boolean> {
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // For the owner only: who can write here decides what a verification reads.
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 });
    await rename(temporary, path);
    return true;
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
    return false;
  }
}

/**
 * Deletes abandoned temporary files, and values until the rest is clearly below the limit: the longest unused first.
 */
async function tidyFolder(folder: string, suffix: string, limitBytes: number): Promise<void> {
  const found: { path: string; size: number; used: number }[] = [];
  const now = Date.now();
  for (const shelf of await listed(folder)) {
    for (const name of await listed(join(folder, shelf))) {
      const path = join(folder, shelf, name);
      const about = await stat(path).catch(() => undefined);
      if (!about?.isFile()) continue;
      if (name.endsWith(suffix)) found.push({ path, size: about.size, used: about.mtimeMs });
      else if (name.endsWith('.tmp') && now - about.mtimeMs > ABANDONED)
        await rm(path, { force: true }).catch(() => undefined);
    }
  }
  let total = found.reduce((sum, { size }) => sum + size, 0);
  if (total <= limitBytes) return;
  for (const { path, size } of found.sort((a, b) => a.used - b.used)) {
    if (total <= limitBytes * KEEP_SHARE) return;
    await rm(path, { force: true }).catch(() => undefined);
    total -= size;
  }
}

async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
