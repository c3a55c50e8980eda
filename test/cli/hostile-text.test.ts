import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { fakeIo } from './fixtures.js';

/* Whatever a user's names and values hold, what is printed of them changes no terminal and no log of a CI system. */

const before = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-hostile-'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const HOSTILE = [
  'x\n::error file=a.yaml,line=1::injected\n\u001b[2J\u001b]0;owned\u0007',
  '::error::x',
  '\n  ::add-mask::x',
  '##[error]x',
  '##vso[task.setvariable variable=x]y',
  'a\u202eb\u2066',
  'a\u200bb\ufeff',
  'a\u0085b\u009b31m',
  'a\u2028b',
  '\r::error::x',
  '%0A::error::x',
];

/** Runs a command and returns all that it printed; the exit code is that of bad input. */
async function refused(...argv: string[]): Promise<string> {
  const io = fakeIo({ environment: { GITHUB_ACTIONS: 'true' } });
  expect(await main(argv, io)).toBe(2);
  const text = [...io.printed, ...io.complaints].join('');
  expect(text).not.toBe('');
  return text;
}

function expectPlain(text: string): void {
  // eslint-disable-next-line no-control-regex -- that is what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
  expect(text).not.toMatch(/\p{Cf}/u);
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toMatch(/##[a-z]*\[/i);
}

const spec = (parts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    rulespice: 1,
    name: 'n',
    rule: { kind: 'trace', tau: '20 ms' },
    verify: [{ quantity: 'tau', against: 'rule', max: '5 %' }],
    ...parts,
  });

/** Where a user may write a word, as specs. */
const PLACES: Readonly<Record<string, (word: string) => string>> = {
  'a key': (word) => spec({ [word]: 1 }),
  'a key of a section': (word) => spec({ circuit: { [word]: 1 } }),
  'a role': (word) => spec({ circuit: { sizes: { [word]: '1/1' } } }),
  'a name': (word) => spec({ name: word }),
  'a value': (word) => spec({ rule: { kind: 'trace', tau: word } }),
  'a kind': (word) => spec({ rule: { kind: word } }),
  'a description': (word) => spec({ description: word, name: 'N' }),
  'a corner': (word) => spec({ process: { corner: word } }),
  'a process': (word) => spec({ process: { name: word } }),
  'a process file': (word) => spec({ process: { file: word } }),
  'a cell': (word) => spec({ circuit: { trace: { cell: word } } }),
  'a quantity': (word) => spec({ verify: [{ quantity: word, against: 'rule', max: '5 %' }] }),
  'a CSV file': (word) => spec({ stimulus: { csv: { file: word, duration: '1 s' } } }),
  'a state': (word) => spec({ rule: { states: { [word]: { decay: '20 ms' } }, on: { pre: { [word]: 1 } } } }),
  'an event': (word) => spec({ rule: { states: { x: { decay: '20 ms' } }, on: { [word]: { x: 1 } } } }),
  'a term': (word) => spec({ rule: { states: { x: { decay: '20 ms' } }, on: { pre: { x: word } } } }),
  'a neuron': (word) =>
    spec({
      network: {
        duration: '1 s',
        neurons: { [word]: { constant: '22 mV' }, b: {} },
        synapses: [{ from: word, to: 'b', amplitude: '5 mV' }],
        verify: [{ quantity: 'w', against: 'rule', max: '5 %' }],
      },
    }),
};

describe.each(Object.entries(PLACES))('%s', (_, write) => {
  test.each(HOSTILE)('%j', async (word) => {
    writeFileSync('spec.yaml', write(word));
    expectPlain(await refused('verify', 'spec.yaml'));
    writeFileSync('broken.yaml', `a: [\n"${word}\n${word}: {`);
    expectPlain(await refused('verify', 'broken.yaml'));
  });
});

test.each(HOSTILE)('a header, a cell and a word of the command line: %j', async (word) => {
  writeFileSync('data.csv', `"${word}",event\n1,2\n`);
  writeFileSync('spec.yaml', spec({ stimulus: { csv: { file: 'data.csv', duration: '1 s' } } }));
  expectPlain(await refused('verify', 'spec.yaml'));
  expectPlain(await refused('fit', 'mosfet', 'data.csv'));
  writeFileSync('data.csv', `time_s,event\n1,"${word}"\n"${word}",pre\n`);
  expectPlain(await refused('verify', 'spec.yaml'));
  for (const argv of [[word], ['verify', word], ['verify', `--${word}`], ['verify', 'spec.yaml', '--corner', word]])
    expectPlain(await refused(...argv));
});

test.each(HOSTILE.filter((name) => !name.includes('/')))('a file that a pattern finds: %j', async (word) => {
  mkdirSync('found', { recursive: true });
  const name = `${word}.yaml`;
  writeFileSync(join('found', name), 'rulespice: 2\n');
  expectPlain(await refused('verify', 'found/*.yaml'));
  rmSync('found', { recursive: true });
});
