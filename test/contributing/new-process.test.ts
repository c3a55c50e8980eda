import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Checkout } from '../support/checkout.js';

/** The recipe of CONTRIBUTING.md, on a copy of the sources: what it writes is right as it is. */

let copy: Checkout;
beforeAll(() => {
  copy = checkout();
});
afterAll(() => copy.remove());

/** What the rest of the program has to know of it, from outside. */
const KNOWN = `
import { vocabulary } from '../../src/compose/vocabulary.js';
import { parseSpec } from '../../src/load-spec.js';

test('specs may name it, with its corners and roles', () => {
  expect(vocabulary().processes.get('my-fab')).toMatchObject({ corners: ['measured'] });
  const text = (corner) =>
    'rulespice: 1\\nname: s\\nrule: { kind: trace, tau: 20 ms }\\n' +
    \`process: { name: my-fab, corner: \${corner} }\\nverify: [{ quantity: tau, against: rule, max: 3 % }]\\n\`;
  expect(parseSpec(text('measured'), 's', vocabulary()).process.name).toBe('my-fab');
  expect(() => parseSpec(text('tt'), 's', vocabulary())).toThrow(/measured/);
});
`;

test('a new process conforms, and specs may name it', () => {
  expect(copy.make('process', 'my-fab')).toMatchObject({ status: 0, stderr: '' });
  writeFileSync(join(copy.folder, 'test/process/known.test.ts'), KNOWN);
  const tests = copy.test('test/process/(conformance|known)', 'my-fab|specs may name it');
  expect(tests.stderr).toMatch(/PASS .*conformance.test.ts/);
  expect(tests.stderr).toMatch(/PASS .*known.test.ts/);
  expect(tests.stderr).toMatch(/Tests: .*\b6 passed/);
  expect(tests.status).toBe(0);
});

test('what is there is not overwritten', () => {
  const before = readFileSync(join(copy.folder, 'models/sky130/process.yaml'), 'utf8');
  expect(copy.make('process', 'sky130')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is there already') as string,
  });
  expect(readFileSync(join(copy.folder, 'models/sky130/process.yaml'), 'utf8')).toBe(before);
});
