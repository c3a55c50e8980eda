import swc from '@swc/jest';
import { GLOBALS } from './own-globals.js';

/** The transform of TypeScript in every test run: swc, with each source holding the numerical globals itself. */
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
