import { screened } from '../../../src/cli/terminal/screen.js';
import { fakeIo } from '../fixtures.js';

function throughErr(...chunks: string[]): string {
  const io = fakeIo();
  const safe = screened(io);
  for (const chunk of chunks) safe.err(chunk);
  return io.complaints.join('');
}

test('lines, tabs and letters of any script pass', () => {
  const text = 'a.yaml:1:2: grün\n\tµ -- std::vector # ## x\n';
  expect(throughErr(text)).toBe(text);
});

test('control and invisible characters are written out', () => {
  expect(throughErr('a\u001b]0;x\u0007b\u202ec\r\n')).toBe('a\\x1b]0;x\\x07b\\u202ec\r\n');
});

test.each([
  ['::error::x\n', '\\x3a:error::x\n'],
  ['a\n::error::x\n', 'a\n\\x3a:error::x\n'],
  ['a\n \t::error::x\n', 'a\n \t\\x3a:error::x\n'],
  ['a ##[error]x\n', 'a #\\x23[error]x\n'],
  ['a ##vso[task.setvariable]x\n', 'a #\\x23vso[task.setvariable]x\n'],
])('%j is no command', (text, expected) => {
  expect(throughErr(text)).toBe(expected);
});

test('a line in pieces is one line', () => {
  expect(throughErr('a', '::b\n', '::c\n')).toBe('a::b\n\\x3a:c\n');
});

test('our own commands pass, on one line', () => {
  const io = fakeIo();
  screened(io).annotate('::error file=a::b\n::set-output');
  expect(io.complaints.join('')).toBe('::error file=a::b ::set-output\n');
});

test('bytes are data, and colours pass where they are wanted', () => {
  const io = fakeIo({ environment: { FORCE_COLOR: '1' } });
  const safe = screened(io);
  safe.out(Uint8Array.of(27, 58, 58));
  safe.out('\u001b[31mred\u001b[39m \u001b[2J\n');
  expect(io.printed.join('')).toBe('\u001b::\u001b[31mred\u001b[39m \\x1b[2J\n');
  safe.err('\u001b[31mred\n');
  expect(io.complaints.join('')).toBe('\\x1b[31mred\n');
});
