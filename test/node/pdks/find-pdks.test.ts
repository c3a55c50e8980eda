import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inlineIncludes } from '../../../src/node/files/includes.js';
import { findPdks } from '../../../src/node/pdks/find-pdks.js';
import { describePdk } from '../../../src/process/installed-pdk.js';

let home = '';
let root: string | undefined;
let name: string | undefined;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'rulespice-pdk-')));
  root = process.env.PDK_ROOT;
  name = process.env.PDK;
});
afterEach(() => {
  rmSync(home, { recursive: true });
  put('PDK_ROOT', root);
  put('PDK', name);
});

function put(variable: string, value: string | undefined): void {
  if (value === undefined) delete process.env[variable];
  else process.env[variable] = value;
}

/** A PDK of one resistor, whose library names a file that is not installed. */
function install(folder: string, settings = ''): void {
  const models = join(folder, 'libs.tech', 'ngspice');
  mkdirSync(models, { recursive: true });
  mkdirSync(join(folder, 'libs.ref', 'fd_pr', 'spice'), { recursive: true });
  writeFileSync(
    join(models, 'my.lib.spice'),
    '.lib tt\n.include "../../libs.ref/fd_pr/spice/res.spice"\n.lib "my.lib.spice" more\n.endl\n' +
      '.lib more\n.include "not/there.spice"\n.param rsh=2k\n.endl\n',
  );
  writeFileSync(join(folder, 'libs.ref', 'fd_pr', 'spice', 'res.spice'), '.subckt res a b\nr1 a b {rsh}\n.ends\n');
  if (settings !== '') writeFileSync(join(models, 'spinit'), settings);
}

function deck(line: string): string {
  const folder = join(home, 'project');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'deck.cir');
  writeFileSync(path, `t\nv1 a 0 1\n${line}\nx1 a 0 res\n.op\n.end\n`);
  return path;
}

const statements = (text: string): string[] =>
  text.split('\n').filter((line) => !/^(\*|$|t$|\.op$|\.end$|v1)/.test(line));

test('where ciel and volare keep versions, behind a link or a note of which one is in use', () => {
  const version = join(home, '.ciel', 'ciel', 'sky130', 'versions', 'abc1');
  install(join(version, 'sky130A'), 'set ngbehavior=hsa\nset ng_nomodcheck\n');
  writeFileSync(join(home, '.ciel', 'ciel', 'sky130', 'current'), 'abc1\n');
  install(join(home, '.volare', 'volare', 'gf180mcu', 'versions', 'def2', 'gf180mcuD'));
  symlinkSync(join('volare', 'gf180mcu', 'versions', 'def2', 'gf180mcuD'), join(home, '.volare', 'gf180mcuD'));
  const found = findPdks({}, home).filter(({ from }) => from.startsWith('~'));
  expect(found.map((pdk) => [pdk.name, pdk.from, pdk.folder])).toEqual([
    ['sky130A', '~/.ciel', join(version, 'sky130A')],
    ['gf180mcuD', '~/.volare', join(home, '.volare', 'volare', 'gf180mcu', 'versions', 'def2', 'gf180mcuD')],
  ]);
  expect(describePdk(found[0]!)).toMatchObject({
    usable: true,
    settings: [
      { name: 'ngbehavior', value: 'hsa', effect: 'honoured (bins by the width of one finger)' },
      { name: 'ng_nomodcheck', effect: 'changes no result' },
    ],
  });
});

test('PDK_ROOT goes first, may be the PDK itself, and PDK says which is meant', () => {
  install(join(home, 'pdks', 'a'));
  install(join(home, 'pdks', 'b'));
  install(join(home, '.ciel', 'c'));
  const names = (environment: Record<string, string>): string[] => findPdks(environment, home).map((pdk) => pdk.name);
  expect(names({ PDK_ROOT: join(home, 'pdks') })).toEqual(['a', 'b']);
  expect(names({ PDK_ROOT: join(home, 'pdks'), PDK: 'b' })).toEqual(['b', 'a']);
  expect(names({ PDK_ROOT: join(home, 'pdks', 'a') })).toEqual(['a']);
  expect(names({ PDK_ROOT: join(home, 'nowhere') })).toEqual([]);
});

test.each([
  ['.lib "$PDK_ROOT/mine/libs.tech/ngspice/my.lib.spice" tt'],
  ['.lib $PDK_ROOT/${PDK}/libs.tech/ngspice/my.lib.spice TT'],
  ['.lib $::PDK_ROOT/$::PDK/libs.tech/ngspice/my.lib.spice tt'],
  ['.lib ../pdks/mine/libs.tech/ngspice/my.lib.spice tt'],
  ['.lib my.lib.spice tt'],
])('%s takes what the circuit uses', (line) => {
  install(join(home, 'pdks', 'mine'), 'set ngbehavior=hsa\n');
  process.env.PDK_ROOT = join(home, 'pdks');
  process.env.PDK = 'mine';
  const { text, origin } = inlineIncludes(deck(line));
  expect(statements(text)).toEqual([
    '.options wnflag=1',
    '.subckt res a b',
    'r1 a b {rsh}',
    '.ends',
    '.param rsh=2k',
    'x1 a 0 res',
  ]);
  expect(origin(text.split('\n').indexOf('r1 a b {rsh}') + 1)).toEqual({
    file: '../../libs.ref/fd_pr/spice/res.spice',
    line: 2,
  });
});

test.each([
  ['.lib "$HOME/pdks/mine/libs.tech/ngspice/my.lib.spice" tt', 'variables are not expanded, except $PDK_ROOT'],
  ['.include $PDK_ROOT/../secret', 'lies outside'],
  ['.include ../secret', 'lies outside'],
  ['.lib my.lib.spice ss', 'has no section "ss"; it has tt, more'],
  ['.include nothing.spice', 'is not found beside'],
])('%s is refused', (line, message) => {
  install(join(home, 'pdks', 'mine'));
  writeFileSync(join(home, 'secret'), 'r1 a 0 1k\n');
  process.env.PDK_ROOT = join(home, 'pdks');
  expect(() => inlineIncludes(deck(line))).toThrow(message);
});

test('a file of a PDK that is a link out of it is refused', () => {
  install(join(home, 'pdks', 'mine'));
  writeFileSync(join(home, 'secret'), 'r1 a 0 1k\n');
  symlinkSync(join(home, 'secret'), join(home, 'pdks', 'mine', 'libs.tech', 'ngspice', 'planted.spice'));
  process.env.PDK_ROOT = join(home, 'pdks');
  expect(() => inlineIncludes(deck('.include planted.spice'))).toThrow('lies outside');
});

test('models that lie otherwise are read below PDK_ROOT, and nothing around it', () => {
  mkdirSync(join(home, 'pdks', 'old'), { recursive: true });
  writeFileSync(join(home, 'pdks', 'old', 'res.lib'), '.param rsh=3k unused=1\n.subckt res a b\nr1 a b {rsh}\n.ends\n');
  process.env.PDK_ROOT = join(home, 'pdks');
  expect(statements(inlineIncludes(deck('.include $PDK_ROOT/old/res.lib')).text)).toEqual([
    '.param rsh=3k',
    '.subckt res a b',
    'r1 a b {rsh}',
    '.ends',
    'x1 a 0 res',
  ]);
  process.env.PDK_ROOT = '/';
  expect(() => inlineIncludes(deck(`.include ${join(home, 'pdks', 'old', 'res.lib')}`))).toThrow('lies outside');
});

test('models in Verilog-A are refused in one line', () => {
  const folder = join(home, 'pdks', 'ihp-sg13g2');
  install(folder);
  mkdirSync(join(folder, 'libs.tech', 'ngspice', 'osdi'));
  process.env.PDK_ROOT = join(home, 'pdks');
  expect(() => inlineIncludes(deck('.lib my.lib.spice tt'))).toThrow(
    'the models of ihp-sg13g2 are Verilog-A (OSDI), and no engine here can load them',
  );
});

test('a section without its end stops at the next', () => {
  install(join(home, 'pdks', 'mine'));
  const folder = join(home, 'project');
  mkdirSync(folder);
  writeFileSync(join(folder, 'l.lib'), '.lib a\n.param rsh=1\n\n.lib b\n.param rsh=2\n.endl\n');
  for (const [section, value] of [
    ['a', 1],
    ['b', 2],
  ] as const)
    expect(inlineIncludes(deck(`.lib l.lib ${section}\nr1 a 0 {rsh}\n.subckt res a b\n.ends`)).text).toContain(
      `.param rsh=${value}\n`,
    );
});
