import { contentKey, type ContentCache } from '../../characterise/content-cache.js';

/**
 * The version that an engine says of itself, which costs half a second to three to ask: what it said before, where the
 * same bytes said it.
 * @param digest of everything that the engine is made of; undefined where that is not known, and the engine is asked
 */
export async function knownVersion(
  cache: ContentCache | undefined,
  engine: string,
  digest: string | undefined,
  ask: () => Promise<string>,
): Promise<string> {
  if (cache === undefined || digest === undefined) return ask();
  const key = contentKey('engine-version-1', process.version, engine, digest);
  const known = cache.get(key);
  if (typeof known === 'string' && known !== '') return known;
  const version = await ask();
  cache.set(key, version);
  return version;
}
