import { singleBlanks } from '../../src/deck/blanks.js';

test.each([
  ['a  b\t\tc', 'a b c'],
  ['\t a ', ' a '],
  [`a${' '.repeat(1000)}b`, 'a b'],
  [`a${' '.repeat(1001)}b${'\t '.repeat(2_000_000)}c`, 'a b c'],
  ['a\nb', 'a\nb'],
])('one blank for many', (text, expected) => {
  expect(singleBlanks(text)).toBe(expected);
});
