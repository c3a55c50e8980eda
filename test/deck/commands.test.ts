import { isVector } from '../../src/deck/commands.js';
import { DeckError } from '../../src/deck/deck-error.js';
import { printStatements } from '../../src/deck/print.js';
import { readStatements } from '../../src/deck/statement.js';

const printed = (text: string): string => printStatements(readStatements(text));
const refused = (text: string, what: string) => {
  expect(() => readStatements(text)).toThrow(DeckError);
  expect(() => readStatements(text)).toThrow(
    expect.objectContaining({ what: expect.stringContaining(what) as string }) as Error,
  );
};

test.each(['.print tran v(1)', '.plot v(1)', '.probe v(1)', '.meas tran x max v(1)', '.measure x', '.width out=80'])(
  '%s says what is shown: no engine gets it',
  (line) => {
    expect(printed(`${line}\nr1 a 0 1`)).toBe('r1 a 0 1\n');
  },
);

describe('what is refused says what to do instead', () => {
  const BLOCK = 'remove the .control block: the .tran, .dc, .ac, .op and .noise lines of a deck are run for you';
  test.each([
    ['.control', BLOCK],
    ['.endc', BLOCK],
    ['.include x', 'paste the text of the file into the deck'],
    ['.incl x', 'paste the text of the file into the deck'],
    ['.inc x', 'paste the text of the file into the deck'],
    ['.lib x tt', 'paste the section of the library into the deck'],
    ['.osdi x', 'remove the line'],
  ])('%s', (line, advice) => {
    refused(line, `"${line.split(' ')[0]!}" is not allowed in a deck; ${advice}`);
  });
});

describe('a model', () => {
  test.each([
    '.model m1 nmos',
    '.model m1 nmos (level=1)',
    '.model m1 nmos(level=1)',
    '.model m1,nmos level=1',
    '.model m1 , nmos level=1',
    '.model m1 ,nmos level=1',
    '.model c c (cj=1)',
    '.model u urc',
    '.model m2 ako:m1 nmos (vto=1)',
    '.model long_name_2 ako:m1 nmos',
  ])('%s has a type of ngspice', (line) => {
    expect(printed(line)).toBe(`${line}\n`);
  });

  test.each([
    ['.model', 'model "" has the type ""'],
    ['.model m1', 'model "m1" has the type ""'],
    ['.model m1 xspice', 'model "m1" has the type "xspice"'],
    ['.model m2 ako:nmos', 'model "m2" has the type ""'],
    ['.model m2 ako:m1 xspice', 'model "m2" has the type "xspice"'],
    ['.model m2 ako:m1 xspice nmos', 'model "m2" has the type "xspice"'],
    ['.model m2 nmosako:', 'model "m2" has the type "nmosako:"'],
  ])('%s has none', (line, what) => {
    refused(
      line,
      `${what}, which is no device of ngspice's own; XSPICE, CIDER and Verilog-A (OSDI) models cannot run here; use ` +
        `a built-in one, such as nmos, npn or d`,
    );
  });
});

test.each(['.macro s a b w=1 x', '.subckt s a b w=1 x'])('%s: behind a parameter only parameters stand', (line) => {
  refused(`${line}\n.ends`, '"w=1 x" is no list of parameters');
});

test.each(['.opt reltol=1e-4', '.option reltol=1e-4', '.options reltol=1e-4'])('%s is one command', (line) => {
  expect(printed(line)).toBe('.options reltol=1e-4\n');
});

test.each([
  [".param a=1 dev/gauss='b c' d=2", '.param a=1 d=2'],
  ['.param a=1 dev/gauss = {b + c} d=2', '.param a=1 d=2'],
  ['.param a=1 dev/gauss=10.5 d=2 dev/flat=3', '.param a=1 d=2'],
  ['.func f(a) {1} dev/gauss=10', '.func f(a) {1} dev/gauss=10'],
])('%s: statistics of other simulators are left out of parameters', (line, expected) => {
  expect(printed(line)).toBe(`${expected}\n`);
});

describe('a list of vectors', () => {
  test.each([
    '.save v(out)',
    '.save  V( a , b ) i( v1 )',
    '.save v(a)v(b)',
    '.save all @m1[id] x1.n2 v(x1.n2)',
    '.save @m1[id]@m2[id]',
    '.save v(n[1]) i(v[2])',
  ])('%s is read', (line) => {
    expect(() => readStatements(line)).not.toThrow();
  });

  test.each([
    ['.save v(a) {x}', '"{x}"'],
    ['.save v(a) (b)', '"(b)"'],
    [".save 'x'", `"'x'"`],
  ])('%s is none', (line, what) => {
    refused(line, `${what} cannot be saved; name a vector such as v(out), i(v1) or @m1[id]`);
  });
});

test.each([
  'v(out)',
  'V(OUT)',
  'i(v1)',
  'vdb(a,b)',
  '@m1[id]',
  '@m',
  'out',
  '0',
  'a',
  'x1.n2',
  'onoise_spectrum',
  '_a',
])('%s is a vector', (name) => {
  expect(isVector(name)).toBe(true);
});

test.each([
  ...['', 'v()', 'v(a', '(a)', 'v-1(a)', 'a b', '@', '@m1 x', 'v(a b)', '@m(1)', 'a(b)c', '.a', '-a', 'a@b'],
  ...[...'`"\';{}\\$'].flatMap((sign) => [`v(a${sign})`, `@m${sign}`, `a${sign}`]),
])('%j is none', (name) => {
  expect(isVector(name)).toBe(false);
});
