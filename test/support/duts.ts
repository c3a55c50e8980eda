import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeWithPdk } from './pdk.js';

/** Circuits of designers beside the checkout, where there are some. */
export const dutsFolder = resolve('..', 'shared', 'duts');

/** Registers tests on these, or one that says in the report that they did not run. */
export function describeWithDuts(title: string, define: () => void): void {
  if (existsSync(dutsFolder)) {
    describeWithPdk(title, define);
    return;
  }
  test(`${title} - SKIPPED: ../shared/duts is not beside this checkout`, () => {
    console.warn(`${title}: not checked, because ../shared/duts is not beside this checkout`);
  });
}
