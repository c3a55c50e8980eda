import { constantValue } from '../../src/deck/constant-expression.js';
import { constantsOf } from '../../src/deck/constants.js';
import { behavioural } from '../../src/deck/controlled-sources.js';
import { DeckError } from '../../src/deck/deck-error.js';
import { expressionsIn, withoutBraces } from '../../src/deck/expressions.js';
import { checkFunctions } from '../../src/deck/functions.js';
import { checkParameters } from '../../src/deck/parameters.js';
import { readSpiceNumber } from '../../src/deck/spice-number.js';
import { readStatements } from '../../src/deck/statement.js';

const parameters = (text: string) => () => checkParameters(readStatements(text));
const functions = (text: string) => () => checkFunctions(readStatements(text));
const undefinedAt = (line: number, what: string) =>
  expect.objectContaining({ kind: 'undefined-parameter', line, what }) as Error;

describe('parameters that are defined', () => {
  test.each([
    '.param a=1\nr1 x 0 {a}',
    ".params a=1\nr1 x 0 'a'",
    'r1 x 0 {a}\n.param b=2 a=b',
    '.param a = 1 b = a+1 c={a + b}\nr1 x 0 {c}',
    ".param a='1 + 2' b=a\nr1 x 0 {b}",
    '.param A=1\nr1 x 0 {a}',
    // Names that every expression knows.
    'b1 x 0 v=time+temper\nr1 x 0 {1/defad + scale + gmin}',
    '.param a={(1 > 0) and not (2 eq 3)}',
    // A subcircuit's own: in its line, inside, or of whoever uses it.
    '.subckt s a PARAMS: g=2 h=g\nr1 a 0 {g*h}\n.ends\nx1 1 s',
    '.macro s a g=2\nr1 a 0 {g}\n.eom\nx1 1 s',
    '.subckt s a\n.param k=1\nr1 a 0 {k}\n.ends\nx1 1 s',
    '.subckt s a\nr1 a 0 {top}\n.ends\n.param top=1\nx1 1 s',
    // An instance's expressions see its own parameters and those of its subcircuit.
    '.subckt s a w=1\nr1 a 0 {w}\n.ends\nx1 1 s l={2*w}',
    '.subckt s a w=1\nr1 a 0 {w}\n.ends\nx1 1 s params: l={2*w}',
    '.subckt s a w=1\nr1 a 0 {w}\n.ends\nx1 1 s k=3 l={2*k}',
    '.subckt s a w=1\nr1 a 0 {w}\n.ends\nx1 1 s k = 3 l = {2*k + w}',
    // Words that are no parameters.
    'r1 x 0 {v(a)+i(v1)+v (b)+@m1[id]+@x1.m2[gm]}',
    'r1 x 0 {2k+1.5meg+.5u+1e-3+1e12f+12n}',
    'r1 x 0 1k\nr2 x 0 {1k}\nr3 x 0 {-1.5e-3k}\nr4 x 0 { .5 }',
    'r1 x 0 "foo" m="bar"',
    '.param s="foo bar" t="x"',
    '.model nm nmos (level=foo)',
    'v1 x 0 dc=foo',
    '.func f(x,y) {x+y+z}\n.param z=1 a={f(1,2)}',
    '.subckt s a\nr1 a 0 {f(x)}\n.ends\n.func f(x) {x}\nx1 1 s',
    '.param f(x)=x+b b=1',
    '.param a={max (1, 2)}',
    'r1 x 0 1 s="a = b c"',
    '.subckt cell a w=1\nr1 a 0 {w}\n.ends\nx1 1 cell long=3 l={2*w}',
    'x1 1 unknown k=1 l={2*k}',
    '.param f(x,y) = {x*y}',
    'm1 d g s b nm w=1 l=2u off',
    '.param a=1\nm1 d g s b nm w=a l = a',
    ".param a={b==c} b=1 c=2 d='b>=c'",
  ])('%s', (text) => {
    expect(parameters(text)).not.toThrow();
  });
});

describe('parameters that are not defined', () => {
  test.each<[string, number, string, boolean?]>([
    ['r1 x 0 {a}', 1, 'a'],
    ["r1 x 0 'aa'", 1, 'aa'],
    ['r1 x 0 { 2 * (long_1) }', 1, 'long_1'],
    ['.param b={2*a}', 1, 'a'],
    ['.params b=a', 1, 'a'],
    ['.param f(x)=x+y', 1, 'y'],
    ['.param f(x,y) = {x*z}', 1, 'z'],
    ['.param a={1} c=d', 1, 'd'],
    ['.func f(x) {x}\n.subckt cell a\nr1 a 0 {func}\n.ends', 3, 'func', true],
    ['.subckt cell a w=1\n.ends\nx1 1 long_cell l={2*w}', 3, 'w'],
    ['.param c=1 f(x)=c*y d=2', 1, 'y'],
    ['m1 d g s b nm w=a', 1, 'a'],
    ['m1 d g s b nm w = long_1 l=1', 1, 'long_1'],
    ['m1 d g s b nm l=1 w=a', 1, 'a'],
    ['M1 d g s b nm w=1 l={b}', 1, 'b'],
    ['m1 d g s b nm t={1 + 2} u=\'3 + 4\' s="x y" w=a', 1, 'a'],
    // What is defined inside is not known outside.
    ['.subckt s a\n.param k=1\n.ends\nr1 a 0 {k}', 4, 'k'],
    ['.macro s a\n.param k=1\n.eom\nr1 a 0 {k}', 4, 'k'],
    ['.subckt s a k=1\n.ends\nr1 a 0 {k}', 3, 'k'],
    ['.ends\n.param k=1\n.subckt s a\n.ends\nr1 a 0 {j}', 5, 'j'],
    ['.func f(x) {x}\nr1 a 0 {x}', 2, 'x'],
    // An instance sees its own parameters only where they are not what is being defined.
    ['.subckt s a w=1\n.ends\nx1 1 s w={2*w}', 3, 'w'],
    ['.subckt s a w=1\n.ends\n.subckt t a\n.ends\nx1 1 t l={2*w}', 5, 'w'],
    ['.subckt s a w=1\n.ends\nr1 1 s m={2*w}', 3, 'w'],
    ['.subckt s a w=1\n.ends\nrx 1 s m={2*w}', 3, 'w'],
    // Inside a subcircuit any definition would do.
    ['.subckt s a\nr1 a 0 {k}\n.ends', 2, 'k', true],
    ['.subckt s a\n.subckt t a\n.ends\nr1 a 0 {k}\n.ends', 4, 'k', true],
  ])('%s', (text, line, name, inside = false) => {
    const where = inside ? '' : ' at the top level';
    expect(parameters(text)).toThrow(
      undefinedAt(line, `parameter "${name}" is used but defined nowhere${where}; add ".param ${name}=..."`),
    );
  });
});

describe('parameters that are defined by themselves', () => {
  const circle = (line: number, name: string, path: string) =>
    undefinedAt(line, `parameter "${name}" is defined by itself (${path}); give one of them a number`);

  test('are named with the way around, and nothing else', () => {
    expect(parameters('.param a=b+b\n.param b=c\n.param c=b+d d=1')).toThrow(circle(2, 'b', 'b -> c -> b'));
    expect(parameters('.param a=a')).toThrow(circle(1, 'a', 'a -> a'));
  });

  test('are shown as far as ten of them', () => {
    const long = Array.from({ length: 20 }, (_, index) => `.param p${index}=p${(index + 1) % 20}`).join('\n');
    expect(parameters(long)).toThrow(circle(1, 'p0', 'p0 -> p1 -> p2 -> p3 -> p4 -> p5 -> p6 -> p7 -> p8 -> p9 -> p0'));
  });

  test('are none where each waits for others that do not wait', () => {
    expect(parameters('.param a=b+c+b b=c c=1\n.param d=a+b+c+pi')).not.toThrow();
    expect(parameters('.param a=b+c b=1 c=d d=1')).not.toThrow();
  });

  test('do no harm inside a subcircuit, where another one of the name may be meant', () => {
    expect(parameters('.param w=1\n.subckt s a w=1\n.param w=w\n.ends')).not.toThrow();
  });
});

describe('functions', () => {
  const KNOWN =
    'sqr sqrt sin cos exp ln arctan abs pow pwr max min int log log10 sinh cosh tanh ' +
    'ternary_fcn agauss sgn gauss unif ' +
    'aunif limit ceil floor asin acos atan asinh acosh atanh tan nint u u2 uramp pwl eq0 ne0 gt0 lt0 ge0 le0 ddt v i';

  test.each(KNOWN.split(' '))('%s is known', (name) => {
    expect(functions(`b1 a 0 v=${name}(1)`)).not.toThrow();
  });

  test.each(['and', 'or', 'not', 'eq', 'ne', 'gt', 'ge', 'lt', 'le'])(
    '%s before a parenthesis is an operator',
    (word) => {
      expect(functions(`.param a={(1) ${word} (2)}`)).not.toThrow();
    },
  );

  test.each([
    '.func f(x) {2*x}\n.param a={f(1)}',
    '.func f2(x,y) {x*y}\n.param a={f2(1,2)}',
    '.func g (x) {2*x}\nb1 a 0 v=g (1)',
    '.param f(x)=x g (x, y) = {x+f(y)} a={g(1,2)}',
    '.params f(x)=x\nr1 a 0 {f(1)}',
    '.param a={12k(3)+.25k(3)+1.5k(3)+1e12k(3)+1e-3k(3)}',
    'vb a 0 pulse(0 1 0 1n 1n 1u 2u)',
    'r.param a 0 nothing(1)',
    'b1 a 0 v="foo(1)"',
    'b1 a 0 v=1+"foo(1) + bar(2)"+2',
    'b1 foo(1) 0 v=max(1,2)',
    '.func f() {1}\nb1 a 0 v=f()',
    '.func',
  ])('%s is taken', (text) => {
    expect(functions(text)).not.toThrow();
  });

  test.each<[string, number, string]>([
    ['.func f(x) {g(x)}', 1, 'g'],
    ['.func ff(x) {foo(x)}', 1, 'foo'],
    ['.func f (x, y) {foo(x)}', 1, 'foo'],
    ['r1 a 0 foo(x)=1\nb1 a 0 v=foo(1)', 2, 'foo'],
    ['.param a=1 b=foo(a)', 1, 'foo'],
    ['.params b={foo(a)}', 1, 'foo'],
    ['.param a={foo(1) == 2}', 1, 'foo'],
    ['b1 a 0 v="x"+foo(1)+"y"', 1, 'foo'],
    ['.func f(f) {1}\n.param a={2*foo (1)}', 2, 'foo'],
  ])('%s has one that nothing defines', (text, line, name) => {
    expect(functions(text)).toThrow(
      expect.objectContaining({
        kind: 'undefined-parameter',
        line,
        what: expect.stringMatching(
          `^function "${name}" is used but defined nowhere.*; add "\\.func ${name}\\(x\\)`,
        ) as string,
      }) as Error,
    );
  });
});

describe('a number of SPICE', () => {
  test.each([
    ['1t', 1e12],
    ['1g', 1e9],
    ['1meg', 1e6],
    ['1k', 1e3],
    ['1', 1],
    ['1m', 1e-3],
    ['1mil', 25.4e-6],
    ['1u', 1e-6],
    ['1µ', 1e-6],
    ['1n', 1e-9],
    ['1p', 1e-12],
    ['1f', 1e-15],
    ['1a', 1e-18],
    ['1.25k', 1250],
    ['.125k', 125],
    ['2.', 2],
    ['+1e+02', 100],
    ['1E-2V', 1e-2],
  ])('%s is %d', (text, value) => {
    expect(readSpiceNumber(text)! / value).toBeCloseTo(1, 12);
  });

  test.each(['.', 'k', '1k2', '1..2', '1e', 'x1', '--1'])('%s is none', (text) => {
    // Letters behind a number are a unit, "e" without digits among them.
    if (text === '1e') expect(readSpiceNumber(text)).toBe(1);
    else expect(readSpiceNumber(text)).toBeUndefined();
  });
});

describe('a constant', () => {
  const constants = (name: string): number | undefined => (name === 'a' ? 3 : undefined);

  test.each([
    ['12k+12', 12_012],
    ['.25*1e12', 2.5e11],
    ['+a', 3],
    ['+-a', undefined],
    ['- -a', undefined],
    ['-+a', undefined],
    ['0**2', 0],
    ['0**(-1)', undefined],
    ['a(2)', undefined],
    ['max(a)', 3],
    ['max a', undefined],
    ['(((a)))*((2))', 6],
    ['1,2', undefined],
    ['b', undefined],
    ['2*b', undefined],
    ['max(b,2)', undefined],
    ['1;', undefined],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 1],
    [`${'('.repeat(101)}1${')'.repeat(101)}`, undefined],
    [Array<string>(200).fill('(1)').join('+'), 200],
  ])('%s', (text, value) => {
    expect(constantValue(text, constants)).toBe(value);
  });

  test('is not made of what its names throw', () => {
    const broken = (): never => {
      throw new TypeError('a bug');
    };
    expect(() => constantValue('a', broken)).toThrow('a bug');
  });

  test('of the top level is none of a subcircuit', () => {
    const deck = '.macro s a\n.param x=1\n.eom\n.params y=2 z=y\n.subckt t a\n.param u=1\n.ends\n.param w={y*2}';
    const known = constantsOf(readStatements(deck));
    expect(['x', 'u', 'y', 'z', 'w'].map(known)).toEqual([undefined, undefined, 2, 2, 4]);
  });
});

test('expressions stand in braces or quotes, outside of strings', () => {
  expect(expressionsIn(`r1 {a b} 'c' "{d}" {e}"'f'"{g}`)).toEqual(['a b', 'c', 'e', 'g']);
  expect(expressionsIn('r1 {}')).toEqual(['']);
  expect(withoutBraces('{ a + b }')).toBe('a + b');
  expect(withoutBraces("' a '")).toBe('a');
  expect(withoutBraces(' a ')).toBe('a');
  expect(withoutBraces('x{a}')).toBe('x{a}');
  expect(withoutBraces('{a}x')).toBe('{a}x');
});

describe('a controlled source', () => {
  test.each([
    ['elong out1 out2 poly(1) in1 in2 1 2', 'belong out1 out2 v=(1)+(2)*v(in1,in2)'],
    ['e o 0 poly(1)a 0 1', 'be o 0 v=(1)'],
    ['hg o 0 poly(1) ve 1 2', 'bhg o 0 v=(1)+(2)*i(ve)'],
    ['fe o 0 poly(1) ve 1 2', 'bfe o 0 i=(1)+(2)*i(ve)'],
    ['g1 o 0 poly(11) a 0 b 0 c 0 d 0 e 0 f 0 g 0 h 0 i 0 j 0 k 0 7', 'bg1 o 0 i=(7)'],
    ['g1 o 0 table {v(a)}=(0,0)(1,1)', 'bg1 o 0 i=pwl(min(max(v(a),0),1),0,0,1,1)'],
    ['g1 o 0 table {v(a)}0,0 1,1', 'bg1 o 0 i=pwl(min(max(v(a),0),1),0,0,1,1)'],
    [
      'e1 o 0 table {12k*k+.25*k2+1e12*x-1e-3*v (a)+5n} = 0,0 1,1',
      'be1 o 0 v=pwl(min(max(12k*{k}+.25*{k2}+1e12*{x}-1e-3*v (a)+5n,0),1),0,0,1,1)',
    ],
    // Others stay as they are, whatever their nodes are called.
    ['r1 e1 o 0 poly(1) a 0 1', 'r1 e1 o 0 poly(1) a 0 1'],
    ['e1 poly 0 a 0 2', 'e1 poly 0 a 0 2'],
    ['e1 o 0 tables 0 2', 'e1 o 0 tables 0 2'],
  ])('%s', (text, expected) => {
    expect(behavioural(text, 1)).toBe(expected);
  });

  test.each(['e1 o 0 poly(1x) a 0 1', 'e1 o 0 poly x(1) a 0 1', 'e1 o 0 poly() a 0 1'])('%s does not read', (text) => {
    expect(() => behavioural(text, 1)).toThrow(DeckError);
  });
});
