import { checkFunctions } from '../../src/deck/functions.js';
import { readStatements } from '../../src/deck/statement.js';

const check = (text: string) => () => checkFunctions(readStatements(text, 2));

test.each([
  ['a source', 'b7 q 0 v={rnd(5)}', /^function "rnd" is used but defined nowhere.*; add "\.func rnd\(x\) \{\.\.\.\}"$/],
  ['a source without braces', 'b7 q 0 v=2*foo (5)', /^function "foo"/],
  ['a value', "r1 a 0 'sqqrt(2)*1k'", /^function "sqqrt" is used but defined nowhere; did you mean "sqrt"\?/],
  ['a parameter', '.param a=1 b=foo(a)', /^function "foo"/],
  ['a function', '.func f(x) {g(x)}', /^function "g"/],
  ['a controlled source', 'e1 a 0 vol={max(foo(1), 2)}', /^function "foo"/],
])('%s with an unknown function is refused at its line', (_, line, message) => {
  expect(check(`v1 a 0 1\n${line}`)).toThrow(
    expect.objectContaining({ what: expect.stringMatching(message) as string, line: 3 }) as Error,
  );
});

test.each([
  '.func f(x) {2*x}\nb1 a 0 v=f(v(b))',
  '.param f(x)=2*x y={f(3)}',
  'b1 a 0 i=v(a) > 0 ? u(time) : pwl(v(b), 0, 0, 1, 1)',
  'r1 a 0 {agauss(1k, 10, 1)}',
  '.param a={(1 > 0) and (2 > 1)}',
  '.param a={2k*(3)} b={1e3*(2)}',
  "c1 a 0 'v(a)*2p'",
  'r1 a 0 1k $ foo(1) is a comment',
  'v1 a 0 pulse(0 1 0 1n 1n 1u 2u)',
  '.model m nmos (level=1)',
])('%s is taken', (text) => {
  expect(check(text)).not.toThrow();
});
