import { ExpressionFault, parseExpression } from '../../src/rule/expression.js';

function faultOf(text: string): ExpressionFault {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionFault) return error;
  }
  throw new Error('no fault');
}

test.each([
  ['exp(-w) * x', 0, 'what decays exponentially in time is a state'],
  ['0.1 * exp(-w)', 6, 'a rule has none'],
  ['sqrt(w)', 0, 'a whole power is written w^2'],
  ['tanh(w) * x', 0, 'a product of such factors'],
])('%s: a rule has no functions, and "*" would not help', (text, index, said) => {
  const fault = faultOf(text);
  expect(fault.message).toContain(said);
  expect(fault.message).not.toContain('write "*"');
  expect(fault.index).toBe(index);
});

test('a state before a parenthesis lacks its "*"', () => {
  expect(faultOf('w(1 - w)').message).toContain('write "*" for a product');
});
