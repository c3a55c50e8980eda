import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileRunStore, type RunStore } from './run-store.js';
import { sealJson, unsealJson } from './sealed.js';
import type { ContentCache } from '../../characterise/content-cache.js';
import { UserError } from '../../units/user-error.js';

const DEFAULT_RUNS_LIMIT = 2e9;

/** RULESPICE_CACHE, else XDG_CACHE_HOME/rulespice, else ~/.cache/rulespice. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.RULESPICE_CACHE ?? join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rulespice');
}

/** Where the engine keeps its machine code between processes: a folder of its own, to which nobody else may write. */
export function codeFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(environment), 'code');
}

/**
 * Bytes that kept runs may take: RULESPICE_CACHE_LIMIT (`500 MB`, `4 GB`; `0` keeps none), else 2 GB. @throws UserError
 */
export function runsLimit(environment: NodeJS.ProcessEnv = process.env): number {
  const text = environment.RULESPICE_CACHE_LIMIT?.trim();
  if (text === undefined || text === '') return DEFAULT_RUNS_LIMIT;
  const found = /^(\d+(?:\.\d*)?)\s*([MG])B$/i.exec(text);
  if (text === '0') return 0;
  if (!found)
    throw new UserError([
      {
        message:
          `RULESPICE_CACHE_LIMIT: found "${text}", expected a size such as "500 MB" or "4 GB", or 0 to keep ` +
          `no runs`,
      },
    ]);
  return Number(found[1]) * (found[2]?.toUpperCase() === 'G' ? 1e9 : 1e6);
}

/**
 * What simulations gave, for later commands that ask the same; undefined where the limit leaves no room. @throws
 * UserError
 */
export function cachedRuns(environment: NodeJS.ProcessEnv = process.env): RunStore | undefined {
  const limitBytes = runsLimit(environment);
  return limitBytes === 0 ? undefined : fileRunStore(join(cacheFolder(environment), 'runs'), { limitBytes });
}

/** A value with the question that it answers. */
interface Kept {
  readonly key: string;
  readonly value: unknown;
}

/**
 * Cache in `cacheFolder`: what is damaged, of another version or of another key is not there. A folder that cannot be
 * written is no error: nothing is cached.
 */
export function fileCache(environment: NodeJS.ProcessEnv = process.env): ContentCache {
  const folder = cacheFolder(environment);
  const path = (key: string): string => join(folder, `${key}.json`);
  return {
    get: (key) => {
      try {
        // A pipe in the place of a file would wait for a writer.
        if (!statSync(path(key)).isFile()) return undefined;
        const kept = unsealJson(JSON.parse(readFileSync(path(key), 'utf8'))) as Kept | undefined;
        return kept?.key === key ? kept.value : undefined;
      } catch {
        return undefined;
      }
    },
    set: (key, value) => {
      const temporary = `${path(key)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(temporary, JSON.stringify(sealJson<Kept>({ key, value })), { flag: 'wx', mode: 0o600 });
        renameSync(temporary, path(key));
      } catch {
        // A read-only home is common in CI; the next run measures again.
        rmSync(temporary, { force: true });
      }
    },
  };
}
