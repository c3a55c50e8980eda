import { execFileSync } from 'node:child_process';
import { replayCommand } from '../../src/verify/replay.js';

const conditions = { process: 'p', corner: 'tt', temperature: 27, supply: 1.8 };

/** The words that a shell makes of a command. */
function words(command: string): string[] {
  return execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

test.each(['a.yaml', 'a b.yaml', "it's $(touch x).yaml", 'a;touch x #.yaml'])('%j can be pasted', (file) => {
  const corner = "measured; touch ../x # '";
  const command = replayCommand(file, 2, { ...conditions, corner }, 'native', { sample: 3 });
  expect(words(command)).toEqual([
    'rulespice',
    'verify',
    file,
    '--check',
    '2',
    '--corner',
    corner,
    '--temperature',
    '27',
    '--supply',
    '1.8',
    '--engine',
    'native',
    '--sample',
    '3',
  ]);
});

test('a file that begins like an option', () => {
  expect(words(replayCommand('--trim', 1, conditions, 'native'))[2]).toBe('./--trim');
});
