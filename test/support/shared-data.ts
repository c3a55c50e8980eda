import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = (name: string): string => resolve('..', 'shared', 'data', name);

/**
 * Registers tests that read reference data from ../shared/data/<name>, or one that says in the report that they did not
 * run.
 */
export function describeWithSharedData(
  name: string,
  title: string,
  define: (read: (file: string) => number[][]) => void,
): void {
  if (existsSync(folder(name))) {
    describe(title, () => define((file) => numbers(resolve(folder(name), file))));
    return;
  }
  test(`${title} - SKIPPED: ../shared/data/${name} is not beside this checkout`, () => {
    console.warn(`${title}: not checked, because ../shared/data/${name} is not beside this checkout`);
  });
}

/** Rows of numbers without header. */
function numbers(path: string): number[][] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
}
