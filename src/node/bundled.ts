import { statSync } from 'node:fs';

/*
 * Some hundred modules are slower to find than to run. `npm run build` puts them into a few files (scripts/
 * bundle-cli.js): an unchanged verification takes 60 % of the time.
 */

/**
 * Where a module of the command line is started from: the bundle, or the module itself where there is no bundle, or the
 * compiler has written something since.
 */
export function entryOf(name: 'main' | 'worker-process'): URL {
  const bundled = new URL(`../bundle/${name}.js`, import.meta.url);
  const [made, compiled] = [writtenAt(bundled), writtenAt(new URL('../.tsbuildinfo', import.meta.url))];
  // What is installed has no file of the compiler.
  return made !== undefined && made >= (compiled ?? 0) ? bundled : new URL(`../cli/${name}.js`, import.meta.url);
}

/** Time of the last change, ms; undefined for a file that is not there. */
function writtenAt(url: URL): number | undefined {
  return statSync(url, { throwIfNoEntry: false })?.mtimeMs;
}
