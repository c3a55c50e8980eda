import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { readManifests, writeManifest } from '../../src/cli/verify/shards.js';
import { sealJson } from '../../src/node/store/sealed.js';
import { baselineOf } from '../../src/report/baseline.js';
import { renderJson } from '../../src/report/json.js';
import { report } from '../report/fixtures.js';
import { fakeIo } from './fixtures.js';

/* JSON may come from anybody, as a spec may: its free text is checked where it enters. */

const HOSTILE = ['a\n::error::forged', 'a\u001b[2Jb', 'a\u202eb', 'a\u2028b', 'a\u0000b'];

const before = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-json-'));
  process.chdir(folder);
  writeFileSync('good.json', JSON.stringify(baselineOf([report()]), null, 2));
  writeFileSync(
    'spec.yaml',
    'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\n' +
      'verify: [{ quantity: tau, against: rule, max: 5 % }]\n',
  );
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** One line for people, whatever stands in the file. */
async function refusal(...argv: string[]): Promise<string> {
  const io = fakeIo({ environment: { GITHUB_ACTIONS: 'true' } });
  expect(await main(argv, io)).toBe(2);
  expect(io.printed.join('')).toBe('');
  const text = io.complaints.join('');
  expect(text).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\n$/u);
  return text;
}

/** A copy with another value at a path such as `verdicts.0.spec`. */
function changed(value: unknown, path: string, word: string): string {
  const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = steps.reduce((at, step) => at[step] as Record<string, unknown>, copy);
  expect(place).toHaveProperty(last);
  place[last] = word;
  return JSON.stringify(copy, null, 2);
}

const CHECKS = ['quantity', 'against', 'metric', 'unit'];
const PLACES = ['experiment', 'conditions.process', 'conditions.corner'];

describe.each(HOSTILE)('%j', (word) => {
  test.each(['spec', ...CHECKS, ...PLACES].map((name) => `verdicts.0.${name}`))('in a baseline: %s', async (path) => {
    const text = changed(baselineOf([report()]), path, word);
    writeFileSync('bad.json', text);
    const name = path.replace('.0', '[0]');
    const line = text.split('\n').findIndex((each) => each.includes(JSON.stringify(word))) + 1;
    for (const argv of [
      ['diff', 'bad.json', 'good.json'],
      ['diff', 'good.json', 'bad.json'],
      ['verify', 'spec.yaml', '--baseline', 'bad.json'],
    ]) {
      const text = await refusal(...argv);
      expect(text).toMatch(new RegExp(`^bad\\.json:${line}:\\d+: `));
      expect(text).toContain(`${name}: found "a`);
      expect(text).toContain('expected one line of text without control or invisible characters; remove the \\');
    }
  });

  // What the report's schema says of "against" and "metric" is stricter.
  test.each(['name', 'verdicts.0.quantity', 'verdicts.0.unit', ...PLACES.map((name) => `verdicts.0.${name}`)])(
    'in a result: reports.0.%s',
    async (path) => {
      const result: unknown = JSON.parse([...renderJson([report()], { date: new Date(0) })].join(''));
      writeFileSync('bad.json', changed(result, `reports.0.${path}`, word));
      expect(await refusal('diff', 'bad.json', 'good.json')).toMatch(/^bad\.json:\d+:\d+: reports\[0\]\./);
    },
  );

  test('as what is no JSON', async () => {
    writeFileSync('bad.json', word);
    expect(await refusal('diff', 'bad.json', 'good.json')).toMatch(/^bad\.json: is no JSON: /);
  });

  test.each(['engine', 'rulespice', 'arguments.engine', 'arguments.files.0', 'arguments.temperature.0'])(
    'in the manifest of a shard: %s',
    async (path) => {
      rmSync('shards', { recursive: true, force: true });
      mkdirSync('shards');
      const about = {
        arguments: { files: ['spec.yaml'], engine: 'auto', temperature: ['27 C'] },
        specs: { 'spec.yaml': '0'.repeat(64) },
        engine: 'e 1',
        units: 1,
      };
      await writeManifest('shards', { index: 1, count: 1 }, about);
      expect(readManifests('shards')).toHaveLength(1);
      const file = 'shards/shard-1-of-1.json';
      const { format, digest, ...manifest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      expect([format, digest]).not.toContain(undefined);
      writeFileSync(file, JSON.stringify(sealJson(JSON.parse(changed(manifest, path, word)) as object)));
      expect(await refusal('merge', 'shards')).toContain('is no manifest of this shard');
    },
  );
});

test('every name that is wrong is told, at most a screenful of them', async () => {
  const baseline = baselineOf([report()]);
  const [verdict] = baseline.verdicts;
  writeFileSync(
    'bad.json',
    JSON.stringify({ ...baseline, verdicts: Array.from({ length: 9000 }, () => ({ ...verdict, spec: 'a\nb' })) }),
  );
  const io = fakeIo();
  expect(await main(['diff', 'bad.json', 'good.json'], io)).toBe(2);
  expect(io.complaints.join('').split('\n').length).toBeLessThan(40);
  expect(io.complaints.join('')).toMatch(/and 89\d\d more problems\n$/);
});
