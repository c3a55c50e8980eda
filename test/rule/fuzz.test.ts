import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ExpressionFault, parseExpression, type ExpressionNode } from '../../src/rule/expression.js';
import { readRule } from '../../src/rule/language.js';
import { monomials, type StateTypes } from '../../src/rule/monomials.js';
import { valueOfFactor } from '../../src/rule/rule.js';

const PIECES = [
  'x',
  'w',
  'xx',
  '1',
  '0',
  '.5',
  '2e3',
  '1e999',
  '1e-320',
  '+',
  '-',
  '*',
  '/',
  '^',
  '(',
  ')',
  ' ',
  '  ',
  '10 ms',
  '2 Hz',
  '1 - w',
  '(1 - w)',
  '^2',
  '^0.5',
  '=',
  ';',
  ',',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '`',
  '\\',
  '.',
  '..',
  '?',
  ':',
  '!',
  '~',
  '&&',
  '=>',
  '\n',
  '\t',
  '\u0000',
  '\ud800',
  '\u2212',
  '\u00b5',
  'constructor',
  '__proto__',
  'toString',
  'process',
  'x(',
  'x[',
  'this',
  'true',
  'null',
  '//',
  '/*',
  '((((((((((',
  '((x+w)^9+1)^9',
];
const states: StateTypes = new Map([
  ['x', 'trace'],
  ['w', 'weight'],
]);

test('5000 seeded strings are read or refused, never anything else', () => {
  const random = xoroshiro128plus(40404);
  let read = 0;
  for (let run = 0; run < 5000; run++) {
    const text = Array.from(
      { length: uniformInt(random, 0, 12) },
      () => PIECES[uniformInt(random, 0, PIECES.length - 1)] ?? '',
    ).join('');
    const reading = readRule(
      { states: { x: { decay: 1 }, w: {} }, on: { pre: { x: 1 }, post: { w: 'x' }, reward: { w: text } } },
      'explicit',
    );
    if ('rule' in reading) {
      read += 1;
      for (const { coefficient } of reading.rule.updates) expect(Number.isFinite(coefficient)).toBe(true);
    } else {
      for (const { index, message } of reading.problems) {
        expect(index).toBeGreaterThanOrEqual(0);
        expect(index).toBeLessThanOrEqual(text.length);
        expect(message.length).toBeGreaterThan(10);
      }
    }
  }
  expect(read).toBeGreaterThan(50);
});

test('long and deep expressions end in a message', () => {
  for (const piece of ['(', 'x*', '-', '(x+', 'x^', '1 ms ', 'x ', '(1-w)*']) {
    expect(() => parseExpression(piece.repeat(Math.floor(500 / piece.length)))).toThrow(ExpressionFault);
    expect(() => parseExpression(piece.repeat(100_000))).toThrow('expected at most 500');
  }
});

/** What an expression is worth, straight from its tree. */
function valueOf(node: ExpressionNode, values: Readonly<Record<string, number>>): number {
  switch (node.type) {
    case 'number':
      return node.value;
    case 'name':
      return values[node.name] ?? NaN;
    case 'group':
      return valueOf(node.inner, values);
    case 'sign':
      return (node.negative ? -1 : 1) * valueOf(node.argument, values);
    case 'binary': {
      const [a, b] = [valueOf(node.left, values), valueOf(node.right, values)];
      return { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '^': a ** b }[node.operator];
    }
  }
}

test('1000 seeded expressions are worth the same multiplied out', () => {
  const random = xoroshiro128plus(777);
  const pick = (count: number): number => uniformInt(random, 0, count - 1);
  const expression = (depth: number): string => {
    if (depth === 0 || pick(4) === 0) return ['x', 'w', '(1 - w)', String(1 + pick(9)), '0.5'][pick(5)] ?? '';
    const [a, b] = [expression(depth - 1), expression(depth - 1)];
    return (
      [`${a} + ${b}`, `(${a} - ${b})`, `${a} * ${b}`, `(${a}) / ${1 + pick(5)}`, `(${a})^${1 + pick(2)}`, `-${a}`][
        pick(6)
      ] ?? ''
    );
  };
  const values = { x: 0.37, w: 0.81 };
  let compared = 0;
  for (let run = 0; run < 1000; run++) {
    const tree = parseExpression(expression(3));
    const expected = valueOf(tree, values);
    const size = Math.max(1, Math.abs(expected));
    const found = monomials(tree, states).reduce(
      (sum, { coefficient, factors }) =>
        sum +
        factors.reduce(
          (product, factor) => product * valueOfFactor(factor, values[factor.state as 'x' | 'w']),
          coefficient,
        ),
      0,
    );
    expect(Math.abs(found - expected) / size).toBeLessThan(1e-9);
    compared += 1;
  }
  expect(compared).toBe(1000);
});
