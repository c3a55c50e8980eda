import { behavioural } from '../../src/deck/controlled-sources.js';
import { readStatements } from '../../src/deck/statement.js';

test.each([
  ['e1 o 0 poly(2) a 0 b 0 0 1 1', 'be1 o 0 v=(0)+(1)*v(a,0)+(1)*v(b,0)'],
  [
    'g1 o 0 poly(2) (a,0) (b,0) 1 2 3 4 5 6 7',
    'bg1 o 0 i=(1)+(2)*v(a,0)+(3)*v(b,0)+(4)*v(a,0)*v(a,0)+(5)*v(a,0)*v(b,0)+(6)*v(b,0)*v(b,0)' +
      '+(7)*v(a,0)*v(a,0)*v(a,0)',
  ],
  ['f1 o 0 poly ( 1 ) v1 0 {2*k}', 'bf1 o 0 i=(0)+(2*{k})*i(v1)'],
  ['h1 o 0 poly(1) v1 5', 'bh1 o 0 v=(5)'],
  ['e1 o 0 table {v(a)} = (0,0) (1,10)', 'be1 o 0 v=pwl(min(max(v(a),0),1),0,0,1,10)'],
  ["g1 o 0 table '2*v(a,b)' 0,-1 1,0 2,1", 'bg1 o 0 i=pwl(min(max(2*v(a,b),0),2),0,-1,1,0,2,1)'],
  [
    'e1 o 0 table {k*v(a)+max(j, 1k)-time} = (0,0) (1,{k})',
    'be1 o 0 v=pwl(min(max({k}*v(a)+max({j}, 1k)-time,0),1),0,0,1,{k})',
  ],
  ['e1 o 0 a 0 2', 'e1 o 0 a 0 2'],
  ['e1 o 0 vol={v(table)}', 'e1 o 0 vol={v(table)}'],
])('%s', (text, expected) => {
  expect(behavioural(text, 1)).toBe(expected);
});

test.each([
  ['e1 o 0 laplace {v(a)} {1/(1+s)}', '"e1" is a Laplace source, and there is none here; draw its filter with R and C'],
  ['e1 o 0 poly a 0 1', 'the polynomial of "e1" does not read'],
  ['e1 o 0 poly(2) a 0 b 0', 'the polynomial of "e1" has no coefficients'],
  ['e1 o 0 poly(21) a 0 1', 'the polynomial of "e1" does not read'],
  ['e1 o 0 poly(1) a 0 1 m=2', 'the polynomial of "e1" does not read'],
  ['e1 o 0 table {v(a)} = (0,0)', 'the table of "e1" does not read'],
  ['e1 o 0 table {v(a)} = (0,0) (1)', 'the table of "e1" does not read'],
])('%s is refused at its line', (line, message) => {
  expect(() => readStatements(`r1 a 0 1\n${line}`, 2)).toThrow(
    expect.objectContaining({ what: expect.stringContaining(message) as string, line: 3 }) as Error,
  );
});
