import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../src/node/package-path.js';

/** The recipe of CONTRIBUTING.md, on a copy of the sources: one file, one line and a test, and everything knows it. */

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'rulespice-new-quantity-'));
  const parts = ['src', 'scripts', 'test', 'templates', 'models', 'examples', 'schema', 'package.json'];
  for (const part of [...parts, 'jest.config.js', 'tsconfig.json'])
    cpSync(packagePath(part), join(copy, part), { recursive: true });
  symlinkSync(packagePath('node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (...words: string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8' });

/** What the rest of the program has to know of it, from outside. */
const KNOWN = `
import { quantityVocabulary } from '../../src/quantities/vocabulary.js';
import { specJsonSchemaText } from '../../src/spec/json-schema.js';
import { quantitiesPage } from '../../src/generate/quantities-page.js';
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
  expect(run('scripts/new.js', 'quantity', 'late-mean')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copy, 'src/quantities/registry.ts'), 'utf8')).toMatch(
    /import \{ lateMean \} from '\.\/late-mean\.js';\nimport \{ mean \}[^]*\[\n[^]*\n {2}lateMean,\n\];/,
  );
  writeFileSync(join(copy, 'test/quantities/known.test.ts'), KNOWN);
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', 'unit'];
  const tests = run(...jest, '--testPathPatterns', 'test/quantities/(conformance|known|late-mean)');
  expect(tests.stderr).toMatch(/PASS .*known.test.ts/);
  expect(tests.stderr).toMatch(/PASS .*late-mean.test.ts/);
  expect(tests.status).toBe(0);
  const config = {
    extends: './tsconfig.json',
    include: ['src/quantities', 'src/random/jstat.d.ts', 'test/quantities/late-mean.test.ts'],
  };
  writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify(config));
  expect(run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json')).toMatchObject({ status: 0, stdout: '' });
});
