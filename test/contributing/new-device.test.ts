import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Checkout } from '../support/checkout.js';

/** The recipe of CONTRIBUTING.md, on a copy of the sources: what it writes is right as it is. */

let copy: Checkout;
beforeAll(() => {
  copy = checkout();
});
afterAll(() => copy.remove());

test('a new device compiles, conforms, and its model gives what its reference has', () => {
  expect(copy.make('device', 'slow-switch')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copy.folder, 'src/devices/registry.ts'), 'utf8')).toMatch(
    /import \{ slowSwitch \} from '\.\/slow-switch\/index\.js';[^]*\[slowSwitch, vteam/,
  );
  const tests = copy.test('test/devices/(conformance|reference|well-posed)', 'slow-switch|registry and folders');
  for (const file of ['conformance', 'reference', 'well-posed'])
    expect(tests.stderr).toMatch(new RegExp(`PASS .*${file}.test.ts`));
  // Folders and names, conformance, reference and planted defects, what holds for every state.
  expect(tests.stderr).toMatch(/Tests: .*\b20 passed/);
  expect(tests.status).toBe(0);
  expect(copy.compile('src/devices', 'src/random/jstat.d.ts')).toMatchObject({ status: 0, stdout: '' });
});

test('what is there is not overwritten', () => {
  expect(copy.make('device', 'vteam')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is there already') as string,
  });
});
