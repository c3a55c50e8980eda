import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inlineIncludes } from '../../../src/node/files/includes.js';
import { placed } from '../../../src/cli/simulate/run.js';
import { SimulationError } from '../../../src/engine/errors.js';
import { UserError } from '../../../src/units/user-error.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-inc-'));
  mkdirSync(join(folder, 'deck'));
  mkdirSync(join(folder, 'models'));
  writeFileSync(join(folder, 'models', 'far.inc'), '.model far d\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function deck(text: string): string {
  const path = join(folder, 'deck', 'main.cir');
  writeFileSync(path, text);
  return path;
}
const beside = (name: string, text: string): void => writeFileSync(join(folder, 'deck', name), text);

test('includes and library sections are pasted, and every line keeps its place', () => {
  beside('a.inc', 'r1 a 0 1k\n.include b.inc\n');
  beside('b.inc', 'r2 a 0 2k\n');
  beside('c.lib', '.lib tt\nr3 a 0 3k\n.endl tt\n.lib ff\nr4 a 0 4k\n.endl\n');
  const main = deck('.include title\nv1 a 0 1\n.include "a.inc"\n.lib c.lib FF\n.op\n');
  const { text, origin, missing } = inlineIncludes(main);
  expect(text.split('\n').filter((line) => !line.startsWith('*'))).toEqual([
    '.include title',
    'v1 a 0 1',
    'r1 a 0 1k',
    'r2 a 0 2k',
    'r4 a 0 4k',
    '.op',
    '',
  ]);
  const at = text.split('\n').indexOf('r4 a 0 4k') + 1;
  expect(origin(at)).toEqual({ file: 'c.lib', line: 5 });
  expect(
    placed(new SimulationError('refused-deck', `line ${at} of the deck: no`), { text, origin, missing }),
  ).toMatchObject({
    problems: [{ file: 'c.lib', line: 5, message: 'no' }],
  });
});

test.each([
  ['.include ../models/far.inc', "lies outside the deck's folder"],
  ['.include /etc/passwd', "lies outside the deck's folder"],
  ['.include link.inc', "lies outside the deck's folder"],
  ['.include $PDK_ROOT/x', 'variables are not expanded'],
  ['.include nothing.inc', 'is not found beside'],
  ['.include main.cir', 'includes itself'],
  ['.lib own.lib zz', 'has no section "zz"; it has tt'],
  ['.include sub', 'is a folder'],
])('%s is refused at its line', (line, message) => {
  symlinkSync(join(folder, 'models', 'far.inc'), join(folder, 'deck', 'link.inc'));
  mkdirSync(join(folder, 'deck', 'sub'));
  beside('own.lib', '.lib tt\n.endl\n');
  const main = deck(`t\nv1 a 0 1\n${line}\n`);
  expect(() => inlineIncludes(main)).toThrow(UserError);
  expect(() => inlineIncludes(main)).toThrow(message);
  expect(() => inlineIncludes(main)).toThrow(`${main}:3: `);
});

test('a folder that is named may be read', () => {
  const main = deck('t\n.include far.inc\n');
  expect(inlineIncludes(main, [join(folder, 'models')]).text).toContain('.model far d');
  expect(() => inlineIncludes(main, [join(folder, 'nowhere')])).toThrow('is no folder');
});

test('what grows without end is refused', () => {
  beside('big.inc', `${'* x'.repeat(1000)}\n`.repeat(900));
  const main = deck(`t\n${'.include big.inc\n'.repeat(4)}`);
  expect(() => inlineIncludes(main)).toThrow('characters; include only the models in use');
});

test('a file that a library names and that is not there is named where it is missed', () => {
  beside('c.lib', '.lib tt\n.include "parts/my_nfet__tt.spice"\n.include "parts/other.spice"\nr3 a 0 3k\n.endl tt\n');
  const { missing } = inlineIncludes(deck('t\n.lib c.lib tt\nv1 a 0 1\n.op\n'));
  expect(missing.map(({ name, line }) => [name, line])).toEqual([
    ['parts/my_nfet__tt.spice', 2],
    ['parts/other.spice', 3],
  ]);
  expect(() => inlineIncludes(deck('t\n.lib c.lib tt\nx1 a 0 my_nfet\n.op\n'))).toThrow(
    /main\.cir:3: subcircuit "my_nfet" is defined neither .*: "parts\/my_nfet__tt\.spice" \(c\.lib:2\) and 1 more/,
  );
});
