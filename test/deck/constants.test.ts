import { constantValue } from '../../src/deck/constant-expression.js';
import { constantsOf } from '../../src/deck/constants.js';
import { readStatements } from '../../src/deck/statement.js';

const none = () => undefined;

test.each([
  ['1k', 1e3],
  ['2meg/4', 5e5],
  ['1+2*3-4/2', 5],
  ['(1+2)*3', 9],
  ['-2*-3', 6],
  ['10-3-2', 5],
  ['8/2/2', 2],
  ['2**3', 8],
  ['2^3+1', 9],
  ['max(1, 2, 3)*min(4,5)', 12],
  ['sqrt(sqr(3) + 16)', 5],
  ['1e-3*1e3', 1],
  ['.5u', 5e-7],
])('%s is %p', (expression, value) => {
  expect(constantValue(expression, none)).toBeCloseTo(value, 12);
});

test.each([
  '',
  'x',
  '1+',
  '(1',
  '1)',
  '1 2',
  'v(a)',
  'agauss(1,2,3)',
  '1/0',
  '-2**2',
  '(0-2)**0.5',
  'a ? 1 : 2',
  `${'('.repeat(5000)}1`,
])('%s is no constant', (expression) => {
  expect(constantValue(expression, none)).toBeUndefined();
});

test('a chain of definitions that no stack holds is no constant', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => `p${index}={p${index + 1}}`).join(' ');
  const constants = constantsOf(readStatements(`.param ${chain} p50000=1`, 2));
  expect(constants('p0')).toBeUndefined();
  expect(constants('p49990')).toBe(1);
});

test('parameters of the top level are found through each other', () => {
  const deck = `.param t=1m n={2*half} half='25'
.subckt s a
.param inside=3 t=9
.ends
.param step={t/(2*n)} odd={v(a)} word=abc`;
  const constants = constantsOf(readStatements(deck, 2));
  expect([constants('t'), constants('n'), constants('step')]).toEqual([1e-3, 50, 1e-5]);
  expect([constants('inside'), constants('odd'), constants('word'), constants('valueof')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
