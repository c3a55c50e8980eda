import { isLineOfText, shown, shownLines } from '../../src/units/line-of-text.js';
import { plainJson } from '../../src/units/plain-json.js';

/** Half of a character. */
const HALF = String.fromCharCode(0xd800);

test('what is no part of a line is written out', () => {
  expect(shown(`a\nb\r\tc\u001b[2J\u0085\u202e\u200b\u2028\ufeff${HALF}\u{e0041}z`)).toBe(
    'a\\nb\\r\\tc\\x1b[2J\\x85\\u202e\\u200b\\u2028\\ufeff\\ud800\\u{e0041}z',
  );
  expect(shown('5 µm ± 2 °C, Grüße, 寒い, 😀')).toBe('5 µm ± 2 °C, Grüße, 寒い, 😀');
});

test('lines are kept where they are wanted', () => {
  expect(shownLines('a\r\n\tb\u0007\n')).toBe('a\n\tb\\x07\n');
});

test.each(['a\n', '\u0000', 'a\u0085', '\u202e', 'x\u200dy', HALF, '\u2028'])('%j is no line of text', (text) => {
  expect(isLineOfText(text)).toBe(false);
});

test.each(['', 'Grüße', 'a  b', '😀', '::error::', '`$(x)`'])('%j is a line of text', (text) => {
  expect(isLineOfText(text)).toBe(true);
});

test('JSON keeps its data and loses what is not seen', () => {
  const value = { 'a\u202eb': ['\u0085', '\u{e0041}', '##[error]x', 'µ\n'] };
  const text = plainJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(text)).toEqual(value);
  expect(isLineOfText(text.replaceAll('\n', ''))).toBe(true);
  expect(text).not.toContain('##[');
});
