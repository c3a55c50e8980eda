import { execFileSync } from 'node:child_process';
import { shellFile, shellWord } from '../../src/units/shell-word.js';

const WORDS = [
  'a.yaml',
  'specs/stdp_1/tt_27C_1.8V_cap+10%',
  'a b.yaml',
  "it's.yaml",
  '$(touch x)',
  '`touch x`',
  'a;touch x #',
  'a"b\\c',
  '*',
  '~root',
  'a&b|c>d<e',
  '',
  '!x',
  '{a,b}',
];

test.each(WORDS)('a shell reads %j as one word', (word) => {
  expect(execFileSync('sh', ['-c', `printf '%s|' ${shellWord(word)}`], { encoding: 'utf8' })).toBe(`${word}|`);
});

test('usual words stay as they are', () => {
  expect(shellWord('runs/stdp/tt_27C_1.8V')).toBe('runs/stdp/tt_27C_1.8V');
});

test('a file is no option', () => {
  expect(shellFile('--help.yaml')).toBe('./--help.yaml');
  expect(shellFile('-a b')).toBe("'./-a b'");
});
