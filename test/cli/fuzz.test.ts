import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { readShard, readManifests, writeManifest } from '../../src/cli/verify/shards.js';
import { readKeptRun } from '../../src/cli/verify/kept-run.js';
import { readRun } from '../../src/cli/verify/read-run.js';
import { movesText } from '../../src/cli/diff/run.js';
import { baselineOf, compareRuns } from '../../src/report/baseline.js';
import { renderJson } from '../../src/report/json.js';
import { sealJson, sha256 } from '../../src/node/store/sealed.js';
import { UserError } from '../../src/units/user-error.js';
import { eachDamage } from '../support/damage.js';
import { fuzz, mutatedText, picker } from '../support/fuzz.js';
import { fakeIo, report, verdict } from './fixtures.js';

const before = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-fuzz-'));
  // Words that become names of files land here.
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const result = renderJson([report()], { date: new Date(0) });
const baseline = JSON.stringify(
  baselineOf([
    report({
      verdicts: [verdict(), verdict({ status: 'pass', measured: 0.01, margin: 0.04, sample: { seed: 1, index: 17 } })],
    }),
  ]),
);

/** Values of the wrong type, at any place in a JSON document; the rest stays as it is. */
function damagedJson(text: string, pick: (count: number) => number): string {
  const places = [
    ...text.matchAll(/(?<=[:[,]\s*)(?:"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null|\{|\[)(?=[,\]}\s])/g),
  ];
  const place = places[pick(places.length)];
  if (!place) return text;
  const other =
    [
      'null',
      '1e999',
      '-1',
      '"x"',
      '[]',
      '{}',
      '{"a":1}',
      'true',
      '"\\u0000"',
      '"__proto__"',
      '{"__proto__":{"a":1}}',
      `"${'y'.repeat(5000)}"`,
    ][pick(12)] ?? '';
  return text.slice(0, place.index) + other + text.slice(place.index + place[0].length);
}

test('2500 seeded baselines and results are compared or refused, never anything else', () => {
  const { read, refused } = fuzz(
    2500,
    21,
    (pick) =>
      pick(2) === 0 ? damagedJson([result, baseline][pick(2)] ?? '', pick) : mutatedText([result, baseline], pick),
    (text) => {
      writeFileSync('fuzz.json', text);
      const run = readRun('fuzz.json');
      movesText(compareRuns(run, baselineOf([report()]), 0.1));
      movesText(compareRuns(baselineOf([report()]), run, 0.1));
    },
    (error) => error instanceof UserError,
  );
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(500);
});

test('1500 seeded kept runs are read or refused, never anything else', () => {
  mkdirSync('run');
  const deck = 'a\nv1 a 0 1\n.op\n.end\n';
  const csv = 'time,v(a)\n0,1\n1,2\n';
  const files = {
    'conditions.json': JSON.stringify(
      sealJson({
        spec: 'a',
        experiment: 'impulse',
        corner: 'tt',
        temperature: 27,
        supply: 1.8,
        engine: { name: 'e', version: '1', option: 'native' },
        vectors: ['v(a)'],
        deck: sha256(deck),
        waveforms: { digest: sha256(csv), points: 2 },
      }),
    ),
    'deck.cir': deck,
    'waveforms.csv': csv,
  };
  const names = Object.keys(files) as (keyof typeof files)[];
  const { refused } = fuzz(
    1500,
    22,
    (pick) => {
      const name = names[pick(names.length)] ?? 'deck.cir';
      const json = name === 'conditions.json' && pick(2) === 0;
      return `${name}\n${json ? damagedJson(files[name], pick) : mutatedText([files[name]], pick)}`;
    },
    (input) => {
      for (const name of names) writeFileSync(join('run', name), files[name]);
      writeFileSync(join('run', input.slice(0, input.indexOf('\n'))), input.slice(input.indexOf('\n') + 1));
      readKeptRun('run');
    },
    (error) => error instanceof UserError,
  );
  expect(refused).toBeGreaterThan(300);
});

test('1000 seeded manifests of shards are read or refused, never anything else', () => {
  mkdirSync('shards');
  const manifest = JSON.stringify(
    sealJson({
      rulespice: '0.1.0',
      shard: 1,
      of: 1,
      arguments: { files: ['a.yaml'] },
      specs: { 'a.yaml': 'x' },
      engine: 'e',
      units: 3,
    }),
  );
  fuzz(
    1000,
    23,
    (pick) => (pick(2) === 0 ? damagedJson(manifest, pick) : mutatedText([manifest], pick)),
    (text) => {
      writeFileSync('shards/shard-1-of-1.json', text);
      readManifests('shards');
    },
    (error) => error instanceof UserError,
  );
  fuzz(
    1000,
    24,
    (pick) => mutatedText(['1/4', '2/2', '10/99'], pick),
    (text) => readShard(text),
    (error) => error instanceof UserError,
  );
});

const COMMANDS = [
  'verify',
  'replay',
  'diff',
  'merge',
  'cosim',
  'compile',
  'design',
  'explain',
  'simulate',
  'characterise',
  'crossbar',
  'fit',
  'cells',
  'devices',
  'schema',
  'init',
  '--version',
  '--help',
  '',
];
const WORDS = [
  'missing.yaml',
  'broken.yaml',
  'broken.json',
  'broken.csv',
  'broken.cir',
  '.',
  '..',
  '*.yaml',
  '[',
  '{a,b',
  'nowhere/*.cir',
  'read',
  'write',
  'mosfet',
  'pulses',
  'dpi',
  'vteam',
  'report',
  'sky130',
  '0',
  '-1',
  '1e999',
  'NaN',
  '5 %',
  '27 C',
  '',
  ' ',
  '__proto__',
  'constructor',
  '\u0000',
  '\u{1f600}',
  'x'.repeat(3000),
  '--',
  '--json',
  '--json=out.json',
  '--json=',
  '--report',
  '--report=nowhere/a.html',
  '--junit',
  '--runs',
  '--check',
  '--check=0',
  '--corner=xx',
  '--corner',
  '--temperature=hot',
  '--supply',
  '--timeout=0',
  '--timeout=-1',
  '--jobs=0',
  '--jobs=x',
  '--engine=none',
  '--engine',
  '--sample=1.5',
  '--shard=0/0',
  '--samples=-3',
  '--tolerance=x',
  '--baseline=broken.json',
  '--update-baseline',
  '--map=a',
  '--keep=b',
  '--help',
  '--no-cache',
  '-q',
  '-x',
  '--constructor',
  '--__proto__',
  '--__proto__.polluted=1',
  '--json.a=1',
  '--no-json',
  '--no-engine',
];

test('400 seeded command lines end with an exit code and words, never with a stack trace', async () => {
  writeFileSync('broken.yaml', 'rulespice: 1\nname: [\n');
  writeFileSync('broken.json', '{"a": ');
  writeFileSync('broken.csv', 'a,b\n1\n');
  writeFileSync('broken.cir', 'title\n.control\nshell rm x\n.endc\n');
  const pick = picker(25);
  const codes = new Map<number, number>();
  for (let run = 0; run < 400; run++) {
    const argv = [
      COMMANDS[pick(COMMANDS.length)] ?? '',
      ...Array.from({ length: pick(5) }, () => WORDS[pick(WORDS.length)] ?? ''),
    ];
    // What would simulate or list everything is another test's.
    if (argv[0] === 'characterise' && !argv.some((word) => /none|xx|hot|supply/.test(word))) continue;
    const io = fakeIo();
    const code = await main(argv, io);
    const err = io.complaints.join('');
    codes.set(code, (codes.get(code) ?? 0) + 1);
    const told = `${JSON.stringify(argv)} gave ${code} and\n${err.slice(0, 3000)}`;
    if (![0, 1, 2, 3].includes(code) || /^ {4}at /m.test(err) || err.includes('defect of rulespice'))
      throw new Error(told);
    if (code !== 0 && err === '') throw new Error(`${told}no word of why`);
    if (err.length > 20_000 + 10 * argv.join('').length) throw new Error(`${err.length} characters for ${told}`);
  }
  expect(codes.get(2)).toBeGreaterThan(130);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  // Nothing lies about half-written.
  expect(readdirSync('.', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a manifest that is damaged, or that of another shard, is bad input', async () => {
  rmSync('shards', { recursive: true, force: true });
  mkdirSync('shards');
  const about = {
    arguments: { files: ['a.yaml'], engine: 'embedded' },
    specs: { 'a.yaml': 'x' },
    engine: 'e',
    units: 3,
  };
  for (const index of [1, 2]) await writeManifest('shards', { index, count: 2 }, about);
  expect(readManifests('shards')).toHaveLength(2);
  await eachDamage('shards/shard-1-of-2.json', (what) => {
    // A pipe would wait for a writer.
    if (what.startsWith('a pipe')) return;
    expect(() => readManifests('shards')).toThrow(UserError);
  });
  copyFileSync('shards/shard-2-of-2.json', 'shards/shard-1-of-2.json');
  expect(() => readManifests('shards')).toThrow(UserError);
});
