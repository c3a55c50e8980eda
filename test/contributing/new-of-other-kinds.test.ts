import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Checkout } from '../support/checkout.js';

/** The recipes of CONTRIBUTING.md for a dialect, a command, an engine, a fit target and a rule term, on one copy. */

let copy: Checkout;
beforeAll(() => {
  copy = checkout();
});
afterAll(() => copy.remove());

const text = (path: string): string => readFileSync(join(copy.folder, path), 'utf8');
const write = (path: string, content: string): void => writeFileSync(join(copy.folder, path), content);

test('a new dialect writes the same circuit as the others', () => {
  expect(copy.make('dialect', 'my-spice')).toMatchObject({ status: 0, stderr: '' });
  const tests = copy.test('test/dialect', 'my-spice');
  expect(tests.stderr).toMatch(/✓ my-spice holds the same devices, nodes, sources and values/);
  expect(tests.status).toBe(0);
});

test('a new command is in the list, has help, and runs', () => {
  expect(copy.make('command', 'rule-kind')).toMatchObject({ status: 0, stderr: '' });
  write(
    'test/cli/rule-kind.test.ts',
    `import { fakeIo } from './fixtures.js';
import { main } from '../../src/cli/main.js';
import { helpTexts } from '../../src/cli/help-texts.js';

test('rule-kind', async () => {
  expect((await helpTexts()).find(({ name }) => name === 'rule-kind')?.text).toContain('rulespice rule-kind <file>');
  const io = fakeIo();
  expect(await main(['rule-kind', 'examples/hebbian.yaml'], io)).toBe(0);
  expect(io.printed).toEqual(['hebbian: a rule of kind hebbian\\n']);
});
`,
  );
  const tests = copy.test('test/cli/rule-kind');
  expect(tests.stderr).toMatch(/✓ rule-kind/);
  expect(tests.status).toBe(0);
});

test('a new engine can be chosen, and says that it is not there', () => {
  expect(copy.make('engine', 'my-engine')).toMatchObject({ status: 0, stderr: '' });
  write(
    'test/engine/my-engine.test.ts',
    `import { chooseEngine, createSimulator } from '../../src/node/engine/registry.js';

test('my-engine', async () => {
  expect(chooseEngine('my-engine')).toEqual({ name: 'my-engine' });
  const session = await createSimulator('my-engine').open({ title: 'divider', text: 'v1 a 0 1\\nr1 a 0 1\\n' });
  await expect(session.run({ kind: 'op' }, { save: ['v(a)'] })).rejects.toThrow('my-engine is not there');
});
`,
  );
  const tests = copy.test('test/engine/my-engine');
  expect(tests.stderr).toMatch(/✓ my-engine/);
  expect(tests.status).toBe(0);
});

test('the intervals of a new fit target hold the truth', () => {
  expect(copy.make('fit-target', 'slow-decay')).toMatchObject({ status: 0, stderr: '' });
  const tests = copy.test('test/fit/targets', 'slow-decay|a folder for every target');
  expect(tests.stderr).toMatch(/✓ 95 % intervals of synthetic measurements hold the truth/);
  expect(tests.stderr).toMatch(/Tests: .*\b3 passed/);
  expect(tests.status).toBe(0);
});

test('a rule term that had no circuit gets one from a form', () => {
  // The recipe: terms.ts lets it through and says what a circuit has to know; updates.ts has a form that places cells.
  const [terms, updates] = [text('src/compose/terms.ts'), text('src/compose/updates.ts')];
  const refusal = 'if (traces.length > 2) refuse';
  const first = 'const FORMS: readonly TermForm[] = [\n';
  expect([terms.includes(refusal), updates.includes(first)]).toEqual([true, true]);
  write('src/compose/terms.ts', terms.replace(refusal, 'if (traces.length > 3) refuse'));
  write(
    'src/compose/updates.ts',
    updates.replace(
      first,
      `${first}  {
    name: 'a product of three traces, of which only two are read',
    makes: ({ traces }) => traces.length === 3,
    place: (term, context) =>
      addMirror({ ...term, id: \`\${term.id}_thrice\`, traces: term.traces.slice(0, 2) }, context),
  },\n`,
    ),
  );
  write(
    'test/compose/new-term.test.ts',
    `import { elaborate } from '../../src/compose/elaborate.js';
import { loadProcess } from '../../src/process/load.js';
import { ruleOf } from '../../src/rule/language.js';

test('new term', () => {
  const source = {
    states: { x: { decay: 20e-3 }, w: { range: [0, 1], initial: 0.5 } },
    on: { pre: { x: '+1' }, post: { w: '+0.02 * x^3' } },
  };
  const settings = {
    circuit: { trace: {}, weight: {}, sizes: {}, pulse: 0.5e-3 },
    process: loadProcess('sky130'),
    temperature: 27,
  };
  const { composition } = elaborate('test', ruleOf(source, 'explicit'), settings);
  expect(composition.instances.map(({ id }) => id)).toContain('w_post_thrice');
});
`,
  );
  const tests = copy.test('test/compose/new-term');
  expect(tests.stderr).toMatch(/✓ new term/);
  expect(tests.status).toBe(0);
});

test('what was written compiles', () => {
  const found = copy.compile('src');
  expect(found.stdout).toBe('');
});
