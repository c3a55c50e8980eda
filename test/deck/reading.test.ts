import { commentLine, plainTitle, titleLine } from '../../src/deck/comment.js';
import { DeckError } from '../../src/deck/deck-error.js';
import { printDeck, printStatements } from '../../src/deck/print.js';
import { readStatements } from '../../src/deck/statement.js';
import { textOf, tokensOf } from '../../src/deck/tokens.js';

const printed = (text: string): string => printStatements(readStatements(text));

function refusal(text: string): string {
  try {
    readStatements(text);
  } catch (error) {
    if (error instanceof DeckError) return error.message;
    throw error;
  }
  return 'it was read';
}

describe('comments and continuations are read as ngspice reads them, and printed as one line', () => {
  test.each<[string, string, string]>([
    ['case and blanks', ' R1  A\t0   1K', 'r1 a 0 1k\n'],
    ['a plus', 'v1 1 0 pwl(0 0\n* between\n\n ; note\n+ 1 1)', 'v1 1 0 pwl(0 0 1 1)\n'],
    ['two backslashes', 'r1 a \\\\  \n  0 1k', 'r1 a 0 1k\n'],
    ['behind two backslashes anything goes on', 'b1 a 0 v \\\\\n= 1', 'b1 a 0 v = 1\n'],
    [
      'semicolon, slashes, dollar',
      'r1 a 0 1 ; x\nr2 a 0 1 // x\nr3 a 0 1 $ x\nr4 a,$x\n+0 1',
      'r1 a 0 1\nr2 a 0 1\nr3 a 0 1\nr4 a, 0 1\n',
    ],
    ['a dollar inside a name', 'r1 a$b 0 1', 'r1 a$b 0 1\n'],
    ['anything in a comment', '* `x` \u0000 °C \u2028\nr1 a 0 1 ; 1 kØ \u001a', 'r1 a 0 1\n'],
    ['ornaments', '*####\n*### Section ###\n;#---\nr1 a 0 1', 'r1 a 0 1\n'],
    ['the end of a DOS file', 'r1 a 0 1\r\n\u001a', 'r1 a 0 1\n'],
    ['a micro sign', 'c1 a 0 1µ\nc2 a 0 {2μ*3}', 'c1 a 0 1u\nc2 a 0 {2u*3}\n'],
    ['names of tools', 'x1[0] a_1240_860# /n(1) vdd! net<3> s', 'x1[0] a_1240_860# /n(1) vdd! net<3> s\n'],
    ['what says what is shown', '.print tran v(1)\n.csparam a=1\n.title x\nr1 a 0 1\n.end', 'r1 a 0 1\n'],
    ['a title line is a comment', 'r1 a 0\n.title x \\\\\n+ 1k', 'r1 a 0 1k\n'],
    ['options', '.OPT list node post reltol=1e-4 method = gear', '.options reltol=1e-4 method=gear\n'],
    [
      'a parameter that only sounds like a file',
      '.param profile=2 tfile=3 file=1\nr1 a 0 {profile}',
      '.param profile=2 tfile=3 file=1\nr1 a 0 {profile}\n',
    ],
    ['statistics of other simulators', ".param c1='5e3' dev/gauss='sig/sqrt(2)' m1=2", ".param c1='5e3' m1=2\n"],
  ])('%s', (_, text, expected) => {
    expect(printed(text)).toBe(expected);
    expect(printed(expected)).toBe(expected);
  });
});

describe('what ngspice would read in another way is refused with its line', () => {
  const shell = 'shell touch x';
  test.each<[string, string]>([
    ...[...'*;$#=[]?()&%"!:,'].flatMap((sign): [string, string][] => [
      [`a command behind ${sign}`, `r1 a 0 1\n \t${sign}# ${shell}`],
      [`a command behind ${sign} without a blank`, `r1 a 0 1\n${sign}#${shell}`],
    ]),
    ...[...'=[]?()&%"!:,@'].map((sign): [string, string] => [`a line that starts with ${sign}`, `r1 a 0 1\n${sign} x`]),
    // ngspice writes a star over the first character of what nothing uses.
    ['a name whose second character is #', `.subckt unused a b\nr# ${shell}\n.ends`],
    ['a carriage return', `r1 a 0 1\nr2 a 0 1\r*# ${shell}`],
    ...['\u00a0', '\u2028', '\u2029', '\u0085', '\ufeff', '\f', '\v', '\u0000', '\u001b', '\u007f'].map(
      (space): [string, string] => [`U+${space.charCodeAt(0).toString(16)}`, `r1 a 0 1\n${space}*# ${shell}`],
    ),
    ['two backslashes at the end of a comment', `r1 a 0 1\nr2 a 0 1 ; x \\\\\n*# ${shell}`],
    ['a comment behind two backslashes', `r1 a 0 1\n+ \\\\\n*x`],
    ['a backquote', 'r1 a 0 1\nr2 a 0 `id`'],
    ['a backslash', 'r1 a 0 1\nr2 a\\b 0 1'],
    ['an expression without an end', 'r1 a 0 1\nr2 a 0 {1+2'],
    ['a comment inside an expression', 'r1 a 0 1\nr2 a 0 {1//2}'],
    ['a dollar that a continuation hides', 'r1 a 0 1\nr2 a 0 {b\n+$c}'],
    ['a model of XSPICE', 'r1 a 0 1\n.model s filesource (x=1)'],
    ['a model of CIDER', 'r1 a 0 1\n.model s numd (x=1)'],
    ['an option that names a file', 'r1 a 0 1\n.options rawfile=/tmp/x'],
    ['a path put into a line', 'r1 a 0 1\nset1 a b sourcepath ) s'],
    ['a command in a list of vectors', 'r1 a 0 1\n.save v(a) >file'],
    ['a word behind the parameters of an instance', 'r1 a 0 1\nx1 a b s w=2 # echo x'],
    ['a word behind the parameters of a subcircuit', 'r1 a 0 1\n.subckt s a b w=1 x\n.ends'],
    ['Verilog-A', 'r1 a 0 1\nn1 a b mod'],
    ['a word without end', `r1 a 0 1\nr2 a 0 ${'x'.repeat(2000)}`],
    ['an expression without measure', `r1 a 0 1\nr2 a 0 {${'1+'.repeat(60_000)}1}`],
  ])('%s', (_, text) => {
    expect(refusal(text)).toMatch(/^line [23]: /);
  });
});

test('a printed deck is what was read, and nothing else gets into it', () => {
  const statements = readStatements('r1 a 0 1 ; note\n');
  expect(printDeck(titleLine('nonce', 'a\n*# shell \\\\'), statements, ['.op'])).toBe(
    'nonce a # shell\nr1 a 0 1\n.op\n.end\n'.replace('# ', ''),
  );
  expect(() => printDeck('nonce', statements, ['.op\n*# shell x'])).toThrow(DeckError);
});

test.each([
  ['two\nlines', '* two lines'],
  ['#shell touch x', '* #shell touch x'],
  ['ends so \\\\', '* ends so'],
  ['a\r*# x', '* a *# x'],
  ['\u2028;#', '*  ;#'],
  ['', '*'],
])('the comment of %j is one line', (text, line) => {
  expect(commentLine(text)).toBe(line);
});

test('a title for people is no command', () => {
  expect(plainTitle('.control\nshell')).toBe('control shell');
  expect(plainTitle('*# x')).toBe('# x');
});

test('tokens give their statement back', () => {
  const text = 'b1 a 0 v = {x + "a b"} (v(a,b) > 0.5) ? 1u : \'q\'';
  expect(textOf(tokensOf(text))).toBe(text);
  expect(tokensOf('.param a={b*(c)}').map(({ kind }) => kind)).toEqual(['word', 'word', 'sign', 'expression']);
});
