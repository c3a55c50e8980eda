import { spawnSync } from 'node:child_process';

/** Whether ngspice is on the PATH of the machine that runs the tests. */
export const nativeInstalled = spawnSync('ngspice', ['--version'], { timeout: 20_000 }).status === 0;

/** Registers tests that need native ngspice, or one that says in the report that they did not run. */
export function describeWithNative(title: string, define: () => void): void {
  if (nativeInstalled) {
    describe(title, define);
    return;
  }
  test(`${title} - SKIPPED: native ngspice is not installed`, () => {
    console.warn(`${title}: not checked, because native ngspice is not installed`);
  });
}
