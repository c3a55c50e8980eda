import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder of PDKs beside the checkout, where there is one. */
export const pdkRoot = resolve('..', 'shared', 'pdk');
export const pdkPresent = existsSync(resolve(pdkRoot, 'gf180mcu', 'sm141064.ngspice'));

/** Registers tests that read a PDK from ../shared, or one that says in the report that they did not run. */
export function describeWithPdk(title: string, define: () => void): void {
  if (pdkPresent) {
    describe(title, () => {
      const before = process.env.PDK_ROOT;
      beforeAll(() => {
        process.env.PDK_ROOT = pdkRoot;
      });
      afterAll(() => {
        if (before === undefined) delete process.env.PDK_ROOT;
        else process.env.PDK_ROOT = before;
      });
      define();
    });
    return;
  }
  test(`${title} - SKIPPED: ../shared/pdk is not beside this checkout`, () => {
    console.warn(`${title}: not checked, because ../shared/pdk is not beside this checkout`);
  });
}
