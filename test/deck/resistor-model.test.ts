import { readStatements } from '../../src/deck/statement.js';

const printed = (text: string): string =>
  readStatements(text)
    .map((statement) => statement.text)
    .join('\n');

test.each([
  ['.model rp r sw_et=0 isnoisy = 0 rsh = {rsh*2} tc1=1e-3', '.model rp r rsh = {rsh*2} tc1=1e-3'],
  ['.MODEL rp R (tnom=27 isnoisy=0 rsh=10)', '.model rp r ( tnom=27 rsh=10)'.replace('( ', '(')],
  ['.model rp res(rsh=1)', '.model rp res(rsh=1)'],
  ['.model rp r', '.model rp r'],
  ['.model n nmos level=1 foo=3', '.model n nmos level=1 foo=3'],
])('%s', (written, expected) => {
  expect(printed(written)).toBe(expected);
});
