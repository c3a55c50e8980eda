import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Checkout } from '../support/checkout.js';

/** The recipe of CONTRIBUTING.md, on a copy of the sources: what it writes is right as it is. */

let copy: Checkout;
beforeAll(() => {
  copy = checkout();
});
afterAll(() => copy.remove());

test('a new cell passes its conformance test and the compiler as it is', () => {
  expect(copy.make('cell', 'slow-state')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copy.folder, 'src/cells/registry.ts'), 'utf8')).toMatch(
    /import \{ slowState \} from '\.\/slow-state\/index\.js';[^]*\[\n {2}slowState,/,
  );
  const tests = copy.test('test/cells/conformance', 'slow-state');
  expect(tests.stderr).toMatch(/Tests: .*\b9 passed/);
  expect(tests.status).toBe(0);
  expect(copy.compile('src/cells/slow-state')).toMatchObject({ status: 0, stdout: '' });
});

test('what is there is not overwritten, and a name has to be one', () => {
  expect(copy.make('cell', 'dpi')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is there already') as string,
  });
  expect(copy.make('cell', '../x')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is no name') as string,
  });
  expect(copy.make('gadget', 'x')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there are cell') as string,
  });
});
