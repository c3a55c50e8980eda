import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Checkout } from '../support/checkout.js';

/** The recipe of CONTRIBUTING.md, on a copy of the sources: one file, one line and a test, and everything knows it. */

let copy: Checkout;
beforeAll(() => {
  copy = checkout();
});
afterAll(() => copy.remove());

/** What the rest of the program has to know of it, from outside. */
const KNOWN = `
import { quantityVocabulary } from '../../src/quantities/vocabulary.js';
import { specJsonSchemaText } from '../../src/spec/json-schema.js';
import { quantitiesPage } from '../../src/generate/reference/quantities-page.js';
import { parseSpec } from '../../src/load-spec.js';
import { exampleRules } from '../support/example-rules.js';

const spec = (rule, quantity) => () =>
  parseSpec(
    \`rulespice: 1\\nname: s\\nrule: \${rule}\\n\` +
      \`verify: [{ quantity: \${quantity}, against: rule, max: 3 % }]\\n\`,
    's',
  );
const TRACE = '{ kind: trace, tau: 20 ms }';
const TAKEN = '{ kind: explicit, states: { late_mean: { decay: 1 s } }, on: { pre: { late_mean: 1 } } }';

test('loader, messages, reserved names, schema and reference know it', () => {
  expect(spec(TRACE, 'late_mean')().verify[0]).toMatchObject({ quantity: 'late_mean', metric: 'relative-error' });
  expect(spec(TRACE, 'late_maen')).toThrow(/has no late_maen; choose .*late_mean.*late_mean/);
  expect(spec(TAKEN, 'tau')).toThrow('the name "late_mean" is taken');
  expect(specJsonSchemaText(quantityVocabulary)).toContain('"late_mean"');
  expect(quantitiesPage(exampleRules()).text).toContain('late_mean');
});
`;

test('a new quantity compiles, conforms, and everything that names quantities knows it', () => {
  expect(copy.make('quantity', 'late-mean')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copy.folder, 'src/quantities/registry.ts'), 'utf8')).toMatch(
    /import \{ lateMean \} from '\.\/late-mean\.js';\nimport \{ mean \}[^]*\[\n[^]*\n {2}lateMean,\n\];/,
  );
  writeFileSync(join(copy.folder, 'test/quantities/known.test.ts'), KNOWN);
  const tests = copy.test('test/quantities/(conformance|known|late-mean)');
  expect(tests.stderr).toMatch(/PASS .*known.test.ts/);
  expect(tests.stderr).toMatch(/PASS .*late-mean.test.ts/);
  expect(tests.status).toBe(0);
  expect(copy.compile('src/quantities', 'src/random/jstat.d.ts', 'test/quantities/late-mean.test.ts')).toMatchObject({
    status: 0,
    stdout: '',
  });
});
