import type { Toolchain } from '../compile.js';
import type { ContentCache } from '../characterise/cache.js';
import { wholeNumber } from './options.js';
import type { Session } from './io.js';

export interface EngineArguments {
  readonly engine: string;
  readonly jobs: string | undefined;
  readonly cache: boolean;
}

/**
 * Starts the chosen engine, lends it to `use`, and ends it whatever happens, so that no process or thread is left behind.
 * @param second name of another engine, where something is simulated twice
 */
export async function withToolchain<T>({ engine, jobs, cache }: EngineArguments, { signal, io }: Session, use: (tools: Toolchain) => Promise<T>, second?: string): Promise<T> {
  const [{ chooseEngine, createSimulator }, { cachedRuns, codeFolder, fileCache }] = await Promise.all([import('../engine/registry.js'), import('../characterise/cache.js')]);
  const limit = wholeNumber('jobs', jobs);
  const { name, notice } = chooseEngine(engine);
  if (notice !== undefined) io.err(`${notice}\n`);
  const runs = cache ? cachedRuns(io.environment) : undefined;
  const options = { ...(limit === undefined ? {} : { jobs: limit }), ...(cache ? { codeCache: codeFolder(io.environment) } : {}), ...(runs ? { runs } : {}) };
  const simulator = createSimulator(name, options);
  const other = second === undefined ? undefined : createSimulator(chooseEngine(second).name, options);
  try {
    return await use({ simulator, cache: cache ? fileCache(io.environment) : memoryCache(), signal, ...(other ? { second: other } : {}) });
  } finally {
    await Promise.all([simulator.dispose(), other?.dispose()]);
  }
}

/** `--no-cache`: nothing is read from or left on disk; within one command nothing is measured twice. */
export function memoryCache(): ContentCache {
  const entries = new Map<string, unknown>();
  return { get: (key) => entries.get(key), set: (key, value) => void entries.set(key, value) };
}
