import { evaluate } from '../../src/vector/evaluate.js';
import { parseExpressions } from '../../src/vector/parse.js';
import { ExpressionError, scalar, type Scope, type Vector } from '../../src/vector/vector.js';

const vectors: Readonly<Record<string, Vector>> = {
  time: { values: Float64Array.of(0, 1, 2, 4) },
  'v(out)': { values: Float64Array.of(0, 1, 4, 16) },
  'v(a)': { values: Float64Array.of(3), imaginary: Float64Array.of(4) },
  'v(b)': scalar(1),
  'i(v1)': scalar(-2),
  '@m1[id]': scalar(5),
  k: { values: Float64Array.of(0, 1, 2, 3, 4) },
  pi: scalar(Math.PI),
};
const scope: Scope = {
  vector: (name) => vectors[name],
  axis: () => vectors.time,
  names: () => Object.keys(vectors),
  degrees: false,
};
const of = (text: string): number[] => {
  const { values, imaginary } = evaluate(text, scope);
  return [...values, ...(imaginary ?? [])];
};

/** Native ngspice 39 prints the same (`print -2^2`, ...). */
test.each([
  ['-2^2', [-4]],
  ['2^3^2', [512]],
  ['10-2-3', [5]],
  ['6/2*3', [9]],
  ['5.5%2', [1]],
  ['-7%3', [1]],
  ['2 gt 1 + 5', [0]],
  ['not 1 + 1', [0]],
  ['1 or 0 and 0', [1]],
  ['2 ? 3 : 4', [3]],
  ['log(100)', [Math.log(100)]],
  ['log10(100)', [2]],
  ['db(10)', [20]],
  ['nint(2.5)', [2]],
  ['sqrt(-1)', [0, 1]],
  ['(1,2)*(0,1)', [-2, 1]],
  ['(5,6)/(1,2)', [3.4, -0.8]],
  ['mag(v(a))', [5]],
  ['vm(a)', [5]],
  ['vdb(a)', [20 * Math.log10(5)]],
  ['v(a,b)', [2, 4]],
  ['v(b,0)', [1]],
  ['-i(v1)*2', [4]],
  ['@m1[id]+1', [6]],
  ['k[2]', [2]],
  ['k[1,3]', [1, 2, 3]],
  ['v(out)[[1,2]]', [1, 4]],
  ['v(out)[length(time)-1]', [16]],
  ['stddev(k)', [1.5811388300841898]],
  ['avg(k)', [0, 0.5, 1, 1.5, 2]],
  ['vecmax(k)-vecmin(k)', [4]],
  ['integ(v(out))', [0, 0.5, 3, 23]],
  ['deriv(v(out))[1]', [2]],
  ['1k*2m', [2]],
  ['max(2,3)', [3]],
])('%s', (text, expected) => {
  of(text).forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 12));
  expect(of(text)).toHaveLength(expected.length);
});

test('several expressions stand beside each other', () => {
  expect(parseExpressions('v(out) k[1] 2+3').map(({ text }) => text)).toEqual(['v(out)', 'k[1]', '2+3']);
});

test.each([
  ['v(ouut)', 'there is no vector "v(ouut)"; did you mean "v(out)"'],
  ['foo(1)', 'there is no function "foo"'],
  ['1 +', 'the expression ends where a value is needed'],
  ['(1', 'expected ")" at the end'],
  ['k[9]', 'the index 9 lies outside the vector, which has 5 values'],
  ['vector(1e9)', 'a vector cannot have 1000000000 values'],
  [`${'('.repeat(500)}1${')'.repeat(500)}`, 'nested too deeply'],
  [`${'-'.repeat(500)}1`, 'nested too deeply'],
  ['1 `2`', 'cannot be read as an expression'],
])('%s is refused', (text, message) => {
  expect(() => of(text)).toThrow(ExpressionError);
  expect(() => of(text)).toThrow(message);
});
