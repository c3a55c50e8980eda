import { spawnSync } from 'node:child_process';

/** The Python that has Brian2, or undefined. Debian's packages belong to /usr/bin/python3. */
export const brianPython = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import brian2'], { timeout: 60_000 }).status === 0,
);

/** Registers a test that needs Brian2, or one that says in the report that it did not run. */
export function testWithBrian(title: string, check: (python: string) => void): void {
  if (brianPython !== undefined) {
    const python = brianPython;
    test(title, () => {
      check(python);
    });
    return;
  }
  test(`${title} - SKIPPED: Brian2 is not installed`, () => {
    console.warn(`${title}: not checked, because Brian2 is not installed (apt-get install python3-brian)`);
  });
}
