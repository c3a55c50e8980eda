import type { Toolchain } from '../compile.js';
import type { EngineOptions } from '../node/engine/registry.js';
import type { ContentCache } from '../characterise/content-cache.js';
import { wholeNumber } from './options.js';
import type { Session } from './io.js';

export interface EngineArguments {
  readonly engine: string;
  readonly jobs: string | undefined;
  readonly cache: boolean;
}

export interface ToolchainOptions {
  /** Name of another engine, where something is simulated twice. */
  readonly second?: string;
  /** Folder of a verification in shards: what is simulated goes there, and what is there is not simulated. */
  readonly shards?: string;
}

/**
 * Starts the chosen engine, lends it to `use`, and ends it whatever happens, so that no process or thread is left
 * behind.
 */
export async function withToolchain<T>(
  { engine, jobs, cache }: EngineArguments,
  { signal, io }: Session,
  use: (tools: Toolchain) => Promise<T>,
  { second, shards }: ToolchainOptions = {},
): Promise<T> {
  const [{ chooseEngine, createSimulator }, { cachedRuns, codeFolder, fileCache }, { fileRunStore, layeredStore }] =
    await Promise.all([
      import('../node/engine/registry.js'),
      import('../node/store/cache.js'),
      import('../node/store/run-store.js'),
    ]);
  const limit = wholeNumber('jobs', jobs);
  const { name, notice } = chooseEngine(engine);
  if (notice !== undefined) io.err(`${notice}\n`);
  const cached = cache ? cachedRuns(io.environment) : undefined;
  const ofShards = shards === undefined ? undefined : fileRunStore(shards);
  const runs = ofShards && cached ? layeredStore(ofShards, cached) : (ofShards ?? cached);
  const options: EngineOptions = {
    ...(limit === undefined ? {} : { jobs: limit }),
    ...(cache ? { codeCache: codeFolder(io.environment), versions: fileCache(io.environment) } : {}),
    ...(runs ? { runs } : {}),
    ...(ofShards ? { keep: { failures: true, own: true } } : {}),
  };
  const simulator = createSimulator(name, options);
  const other = second === undefined ? undefined : createSimulator(chooseEngine(second).name, options);
  try {
    return await use({
      simulator,
      cache: cache ? fileCache(io.environment) : memoryCache(),
      signal,
      ...(other ? { second: other } : {}),
    });
  } finally {
    await Promise.all([simulator.dispose(), other?.dispose()]);
  }
}

/** `--no-cache`: nothing is read from or left on disk; within one command nothing is measured twice. */
export function memoryCache(): ContentCache {
  const entries = new Map<string, unknown>();
  return { get: (key) => entries.get(key), set: (key, value) => void entries.set(key, value) };
}
