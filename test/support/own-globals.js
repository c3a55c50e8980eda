import { createHash } from 'node:crypto';

/**
 * The numerical globals, in constants of a module's own. Jest runs modules under a global object whose every look-up
 * goes through an interceptor, and an inner loop that says `Math.abs` spends most of its time there.
 */
export const GLOBALS =
  'const { Array, Float64Array, Infinity, Int32Array, Map, Math, NaN, Number, Object, Set, Uint8Array } = globalThis; ';

/** The transform of libraries in whose inner loops tests spend their time; they are CommonJS in strict mode. */
export default {
  process: (source) => ({ code: `'use strict'; ${GLOBALS}${source}` }),
  getCacheKey: (source) => createHash('sha256').update(GLOBALS).update(source).digest('hex'),
};
