import { fileStore, type FileStoreOptions, type Store } from './file-store.js';
import { decodeRecord, encodeRecord, type RunRecord } from './run-record.js';

/** Keeps what runs gave, by a key of everything they include. */
export type RunStore = Store<RunRecord>;

/** Runs as files; a record carries its own sha256. */
export function fileRunStore(folder: string, options: FileStoreOptions = {}): RunStore {
  return fileStore(folder, { suffix: '.run', encode: encodeRecord, decode: decodeRecord }, options);
}

/**
 * Looks into `first`, then into `second`, and keeps everything in `first`; what was simulated now, also in `second`.
 * What came from `second` was cached, and a failure belongs to the first only.
 */
export function layeredStore(first: RunStore, second: RunStore): RunStore {
  return {
    get: async (key) => {
      const own = await first.get(key);
      if (own) return own;
      const found = await second.get(key);
      if (!found || 'failure' in found) return undefined;
      const record: RunRecord = { results: found.results.map((result) => ({ ...result, cached: true })) };
      await first.set(key, record);
      return record;
    },
    set: async (key, record) => {
      await first.set(key, record);
      if ('results' in record) await second.set(key, record);
    },
    close: async () => {
      await first.close();
      await second.close();
    },
  };
}
