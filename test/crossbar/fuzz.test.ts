import { readFileSync, readdirSync } from 'node:fs';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import { parseMatrix } from '../../src/crossbar/spec/matrix-csv.js';
import { UserError } from '../../src/units/user-error.js';
import { fuzz, mutatedText } from '../support/fuzz.js';

const MATRICES = [
  readFileSync(new URL('fixtures/b5.csv', import.meta.url), 'utf8'),
  'uS\n1,2,3\n4,5,6\n',
  'kohm\r\n1,10\r\n100,1000\r\n',
  'V\n0.1\n0.2\n',
];

test('4000 seeded matrices are read or refused, never anything else', () => {
  const { read, refused } = fuzz(
    4000,
    3,
    (pick) => `${pick(2)}${mutatedText(MATRICES, pick)}`,
    (input) => {
      const { values } = parseMatrix(input.slice(1), 'fuzz.csv', input.startsWith('0') ? 'conductance' : 'voltage');
      if (!values.every(Number.isFinite)) throw new Error('read a number that is none');
    },
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(200);
  expect(refused).toBeGreaterThan(1000);
});

const folder = new URL('../../examples/crossbar/', import.meta.url);
const SPECS = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

test('1000 seeded crossbar documents are read or refused, never anything else', () => {
  const { refused } = fuzz(
    1000,
    4,
    (pick) => mutatedText(SPECS, pick),
    (text) => parseCrossbar(text, 'fuzz.yaml'),
    (error) => error instanceof UserError,
  );
  expect(refused).toBeGreaterThan(300);
});
