import { alterText } from '../../src/deck/alter.js';
import { commentLine, plainTitle, titleLine } from '../../src/deck/comment.js';
import { printStatements } from '../../src/deck/print.js';
import { assertSealed, readStatements, words } from '../../src/deck/statement.js';
import { canonicalText, isWord, textOf, tokensOf } from '../../src/deck/tokens.js';

const printed = (text: string): string => printStatements(readStatements(text));

describe('lines, comments and continuations', () => {
  test.each<[string, string, string]>([
    ['an empty first line', '\nr1 a 0 1', 'r1 a 0 1\n'],
    ['a comment behind slashes', '// x\nr1 a 0 1', 'r1 a 0 1\n'],
    ['a comment behind a tab', '\t* x\n\tr1 a 0 1\n\t+ m=1\t', 'r1 a 0 1 m=1\n'],
    ['a semicolon before slashes', 'r1 a 0 1 ; x // y', 'r1 a 0 1\n'],
    ['slashes before a semicolon', 'r1 a 0 1 // x ; y', 'r1 a 0 1\n'],
    ['a semicolon before a dollar', 'r1 a 0 1 ; x $ y', 'r1 a 0 1\n'],
    ['a dollar before a semicolon', 'r1 a 0 1 $ x ; y', 'r1 a 0 1\n'],
    ['a dollar before slashes', 'r1 a 0 1 $ x // y', 'r1 a 0 1\n'],
    ['slashes before a dollar', 'r1 a 0 1 // x $ y', 'r1 a 0 1\n'],
    ['a dollar behind a tab', 'r1 a 0 1\t$ x', 'r1 a 0 1\n'],
    ['a plus behind two backslashes', 'b1 a 0 v=1 \\\\\n+ 2', 'b1 a 0 v=1 + 2\n'],
    ['nothing behind a plus', 'r1 a 0 1\n+', 'r1 a 0 1\n'],
    ['an empty title line before a continuation', 'r1 a 0\n.title\n+ 1', 'r1 a 0 1\n'],
    ['a node that is called title', 'x1 a.title b s', 'x1 a.title b s\n'],
    ['a node that is called end', 'x1 a.end \\\\\nb s', 'x1 a.end b s\n'],
    ['an .ends that goes on', '.subckt s a\n.ends \\\\\ns', '.subckt s a\n.ends s\n'],
    ['an end', 'r1 a 0 1\n.end', 'r1 a 0 1\n'],
    ['a micro sign of each kind', 'r1 a 0 5µ\nr2 a 0 5μ', 'r1 a 0 5u\nr2 a 0 5u\n'],
    ['options that decide nothing', '.options list\nr1 a 0 1', 'r1 a 0 1\n'],
    [
      'options',
      '.opt keepopinfo, reltol = {1 + 2} abstol=\'3 + 4\' method="g x"',
      '.options keepopinfo reltol={1 + 2} abstol=\'3 + 4\' method="g x"\n',
    ],
    ['options alone', '.options\nr1 a 0 1', 'r1 a 0 1\n'],
    ['names of one letter', 'r a 0 1\nx a b s', 'r a 0 1\nx a b s\n'],
    [
      'parameters of every kind',
      'x1 a b s w=2 l = {3 + 4} t=\'5 + 6\' n="q r" long_name=1meg',
      'x1 a b s w=2 l = {3 + 4} t=\'5 + 6\' n="q r" long_name=1meg\n',
    ],
    ['an element that looks like options', 'x1 .options s', 'x1 .options s\n'],
  ])('%s', (_, text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('know the lines they stand on', () => {
    const read = readStatements('\nr1 a 0\n* x\n+ 1\nr2 a 0 1', 7);
    expect(read.map(({ line, lastLine }) => [line, lastLine])).toEqual([
      [8, 10],
      [11, 11],
    ]);
  });

  test('of DOS are lines, too', () => {
    const text = 'r1 a 0 1\r\nr2 a 0\r\n+ 2\r\n';
    expect(alterText(text, [{ instance: 'r2', parameter: 'r', value: 5 }])).toBe('r1 a 0 1\nr2 a 0 5\n\n');
  });
});

describe('a text that was read', () => {
  const long = (name: string): string => `* ${'x'.repeat(2000)}\nr${name} a 0 1`;

  test('is not read again while it is one of the last four long ones', () => {
    const first = readStatements(long('1'));
    for (const name of ['2', '3', '4']) readStatements(long(name));
    expect(readStatements(long('1'))).toBe(first);
    for (const name of ['2', '3', '4']) readStatements(long(name));
    expect(readStatements(long('1'))).toBe(first);
    for (const name of ['5', '6', '7', '8']) readStatements(long(name));
    expect(readStatements(long('1'))).not.toBe(first);
    expect(readStatements(long('1'))).toEqual(first);
  });

  test('is another one at another place', () => {
    expect(readStatements(long('9'), 1)[0]).toMatchObject({ name: 'r9', line: 2 });
    expect(readStatements(long('9'), 5)[0]).toMatchObject({ name: 'r9', line: 6 });
  });

  test('is remembered from two thousand characters on', () => {
    const text = (length: number): string => `* ${'x'.repeat(length - 3)}\n`;
    expect(readStatements(text(2000))).toBe(readStatements(text(2000)));
    expect(readStatements(text(1999))).not.toBe(readStatements(text(1999)));
  });
});

test('a name ends at a blank, a sign or an expression', () => {
  const names = ['r1 a', 'r1=2', 'r1(a', 'r1,a', 'r1{a}', "r1'a'", 'r1"a"'].map(
    (text) => readStatements(text.replace('(a', '(a)'))[0]!,
  );
  expect(names.map(({ name, kind }) => [name, kind])).toEqual(names.map(() => ['r1', 'element']));
  expect(readStatements('.param a=1')[0]).toMatchObject({ name: '.param', kind: 'command' });
});

test('the words of a statement keep their expressions whole', () => {
  expect(words({ text: "r1 a 0 w={1 + 2}k t='3 * 4' u" })).toEqual(['r1', 'a', '0', 'w={1 + 2}k', "t='3 * 4'", 'u']);
  expect(words({ text: 'r1 a 0 {}' })).toEqual(['r1', 'a', '0', '{}']);
  expect(words({ text: 'r1 a 0 1k' })).toEqual(['r1', 'a', '0', '1k']);
});

test('a line is sealed if it is one plain line that no engine takes for anything else', () => {
  for (const line of ['r1 a 0 1', '.op', '.tran 1 2', 'settle a 0 1', 'x1 sourcepath 0', 'r1 a$b 0 1'])
    expect(() => assertSealed(line)).not.toThrow();
  for (const line of [
    '',
    ' r1',
    'a1',
    '*x',
    '1',
    'R1 a 0 1',
    'r1\n',
    'r1\tx',
    'r1 é',
    'r#',
    '.#',
    'r `',
    'r ;',
    'r \\',
    'r//',
    'r $x',
    'r,$x',
  ])
    expect(() => assertSealed(line, 4)).toThrow(
      'line 4: ngspice would not read this line as it is meant; write it without $, #, /, ; or \\',
    );
  expect(() => assertSealed('set1 a 0 sourcepath', 4)).toThrow('line 4: "sourcepath" is a word of the simulator');
});

describe('tokens', () => {
  test('are words, signs, expressions and strings, and know whether a blank stands before them', () => {
    expect(tokensOf(`b1 a v={x ")" {y}}k 'q r'"s t"'`.slice(0, -1))).toEqual([
      { kind: 'word', text: 'b1', spaced: false },
      { kind: 'word', text: 'a', spaced: true },
      { kind: 'word', text: 'v', spaced: true },
      { kind: 'sign', text: '=', spaced: false },
      { kind: 'expression', text: '{x ")" {y}}', spaced: false },
      { kind: 'word', text: 'k', spaced: false },
      { kind: 'expression', text: "'q r'", spaced: true },
      { kind: 'string', text: '"s t"', spaced: false },
    ]);
  });

  test('give their text back', () => {
    for (const text of [`b1 a v={x ")" {y}}k 'q r'"s t"`, 'v1 1 0 pwl(0 0, 1 1)', "r1 a 0 'x''y'", 'x1 "a""b" s'])
      expect(textOf(tokensOf(text))).toBe(text);
  });

  test('of a text are those of its canonical form: lower case, single blanks', () => {
    expect(canonicalText('  R1\tA  0 \t 1K ', 1)).toBe('r1 a 0 1k');
    expect(canonicalText('v1 a 0 PWL(0 0,1 1)', 1)).toBe('v1 a 0 pwl(0 0,1 1)');
  });

  test.each(['é', 'r1 é', 'r1 {é}', "r1 'é'"])('%s has none', (text) => {
    expect(() => canonicalText(text, 3)).toThrow(/^line 3: "é" cannot stand in a statement/);
  });
});

test('a name of a node is one word', () => {
  for (const name of ['a', '0', 'n1', 'x1.n2', 'vdd!', 'A_B', 'a$b', '/n', 'net<3>', 'n[1]'])
    expect(isWord(name)).toBe(true);
  for (const name of ['', 'a b', ' a', 'a ', 'a(b)', '$a', 'a\n', 'a;b', 'a,b', 'a=b', '//a', 'a//b', 'é'])
    expect(isWord(name)).toBe(false);
});

describe('a title', () => {
  test('for an engine holds nothing that could mean anything, and is short', () => {
    expect(titleLine('m', 'a ${x} `id`  b;c')).toBe('m a x id b c');
    expect(titleLine('m', 'http:////x//y/z')).toBe('m http:/x/y/z');
    expect(titleLine('m', 'x'.repeat(300))).toBe(`m ${'x'.repeat(200)}`);
    expect(titleLine('m', '')).toBe('m');
  });

  test('for people does not begin as a command or a comment does', () => {
    expect(plainTitle(' .* @.control  x ')).toBe('control x');
    expect(plainTitle('a  .b * c')).toBe('a .b * c');
    expect(plainTitle('a \t\n b')).toBe('a b');
    expect(plainTitle('x'.repeat(300))).toHaveLength(300);
  });

  test('as a comment is one line, with one blank for all that is no character of SPICE', () => {
    expect(commentLine('a\u00e9\u2028\nb')).toBe('* a b');
  });
});
