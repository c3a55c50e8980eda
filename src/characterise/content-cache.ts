import { sha256Hex } from '../units/sha256.js';

/** Results keyed by the content of everything they depend on; safe to delete at any time. */
export interface ContentCache {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** sha256 over the parts and their lengths, for cache keys. */
export function contentKey(...parts: readonly string[]): string {
  return sha256Hex(...parts.flatMap((part) => [`${part.length}:`, part]));
}

/** Forgets everything: `--no-cache`. */
export const noCache: ContentCache = { get: () => undefined, set: () => undefined };
