import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeptRun } from '../../src/cli/verify/kept-run.js';
import { sealJson, sha256 } from '../../src/node/store/sealed.js';

const deck = 'a\nv1 a 0 1\n.op\n.end\n';
const csv = 'time,v(a)\n0,1\n1,2\n';
const conditions = {
  spec: 'a',
  experiment: 'impulse',
  corner: 'tt',
  temperature: 27,
  supply: 1.8,
  engine: { name: 'e', version: '1', option: 'native' },
  vectors: ['v(a)'],
  deck: sha256(deck),
  waveforms: { digest: sha256(csv), points: 2 },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-kept-'));
  writeFileSync(join(folder, 'deck.cir'), deck);
  writeFileSync(join(folder, 'waveforms.csv'), csv);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(change: object): unknown {
  writeFileSync(join(folder, 'conditions.json'), JSON.stringify(sealJson({ ...conditions, ...change })));
  return readKeptRun(folder);
}

test('what verify writes is read', () => {
  expect(read({})).toMatchObject({ edited: false, conditions });
});

test.each([
  ['engine.option', { engine: { ...conditions.engine, option: '/tmp/evil' } }],
  ['engine.option', { engine: { ...conditions.engine, option: 'auto' } }],
  ['corner', { corner: '../../..' }],
  ['corner', { corner: 'tt; touch x #' }],
  ['spec', { spec: '../x' }],
  ['experiment', { experiment: 'a\n::error::b' }],
  ['engine.version', { engine: { ...conditions.engine, version: '\u001b[2J' } }],
  ['vectors[0]', { vectors: ['v(a)\n.shell'] }],
  ['deck', { deck: 'x' }],
])('a run whose %s is not of the form is refused, and it is named', (field, change) => {
  expect(() => read(change)).toThrow(`is not what this version of rulespice wrote beside a run (${field}: found`);
});
