import swc from '@swc/jest';

/**
 * The transform of every test run: swc, with each source holding the numerical globals in constants of its own. Jest
 * runs modules under a global object whose every look-up goes through an interceptor, and an inner loop that says
 * `Math.abs` spends most of its time there.
 */
const GLOBALS =
  'const { Array, Float64Array, Infinity, Int32Array, Map, Math, NaN, Number, Object, Set, Uint8Array } = globalThis; ';

const isSource = (path) => /[\\/]src[\\/].*\.ts$/.test(path);

export default {
  createTransformer(options) {
    const transformer = swc.createTransformer(options);
    // On the first line, so that positions in errors keep their lines.
    const given =
      (method) =>
      (source, path, ...rest) =>
        transformer[method]((isSource(path) ? GLOBALS : '') + source, path, ...rest);
    return {
      ...transformer,
      process: given('process'),
      processAsync: given('processAsync'),
      getCacheKey: given('getCacheKey'),
    };
  },
};
