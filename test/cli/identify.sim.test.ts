import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reportFileSchema } from '../../src/result/result.js';
import type { IdentifyResult } from '../../src/result/identify.js';

/** docs/guides/identify.md does what it says, on the example of a drawn circuit. */

const BIN = resolve('bin', 'rulespice.js');
const GUIDE = readFileSync(join('docs', 'guides', 'identify.md'), 'utf8');
const blocks = [...GUIDE.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(([, kind = '', text = '']) => ({ kind, text }));
const [unknown = '', against = ''] = blocks.filter(({ kind }) => kind === 'yaml').map(({ text }) => text);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-identify-'));
  cpSync(join('examples', 'drawn'), folder, { recursive: true });
  writeFileSync(join(folder, 'unknown.yaml'), unknown);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string): { readonly out: string; readonly err: string; readonly code: number | null } {
  const [, ...argv] = command.trim().split(' ');
  const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true', GITHUB_ACTIONS: '', NO_COLOR: '1' },
  });
  return { out: stdout, err: stderr, code: status };
}

function resultIn(file: string): IdentifyResult {
  const { reports } = reportFileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const [first] = reports;
  if (first?.kind !== 'identify') throw new Error('no identification');
  return first;
}

test('the datasheet: rule, intervals, trains; a card that verify passes; the model of the circuit', () => {
  const [command] = blocks.filter(({ kind }) => kind === 'sh').map(({ text }) => text);
  const { code, err } = run(command!);
  const found = resultIn('datasheet.json');
  // Measured 3.3 % on the worst of its trains.
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(found.verdicts[0]!.measured).toBeLessThan(0.05);
  const of = (name: string) => found.parameters.find((one) => one.name === name)!;
  // What a verification fits to the window of this circuit (examples/drawn).
  for (const [name, truth] of [
    ['a+', 0.0653],
    ['tau+', 4.74e-6],
    ['a-', -0.0633],
    ['tau-', 5.05e-6],
  ] as const) {
    expect({ name, ok: of(name).low! <= truth && truth <= of(name).high! }).toEqual({ name, ok: true });
    expect(Math.abs(of(name).high! / of(name).low! - 1)).toBeLessThan(0.15);
  }
  expect(found.rule).toMatch(/post after pre: additive, nearest, warm-up/);
  expect(found.trains.filter(({ judged }) => judged)).toHaveLength(3);
  expect(readFileSync(join(folder, 'datasheet.html'), 'utf8')).toContain('Trains that the fit has not seen');

  const [verify] = blocks.filter(({ kind }) => kind === 'console').map(({ text }) => text);
  const [line = '', said = ''] = verify!.split('\n');
  const verified = run(line.replace(/^\$ /, ''));
  expect(verified.code).toBe(0);
  expect(verified.out.replaceAll(/\s+/g, ' ')).toContain(said.replaceAll(/\s+/g, ' ').replace(/\d+ checks$/, ''));

  const spec = readFileSync(join(folder, 'stdp-synapse.yaml'), 'utf8');
  const checks = against.slice(against.indexOf('verify:'));
  const withModel = spec
    .replace('netlist: stdp_synapse.spice', 'netlist: stdp_synapse.spice\n  model: found.yaml')
    .replace(/^verify:[^]*$/m, checks);
  writeFileSync(join(folder, 'against.yaml'), withModel);
  const compared = run('rulespice verify against.yaml --verbose');
  expect({ code: compared.code, out: compared.out }).toMatchObject({ code: 0 });
  expect(compared.out).toMatch(/PASS\s+w vs model/);
}, 600_000);

test('a circuit with a net that is not joined: one side, and what is missing first', () => {
  const netlist = readFileSync(join(folder, 'stdp_synapse.spice'), 'utf8');
  const broken = netlist.replace('M3 tset tset', 'M3 tset tgate').replace('M4 tset', 'M4 tgate');
  expect(broken).not.toBe(netlist);
  writeFileSync(join(folder, 'broken.spice'), broken);
  writeFileSync(join(folder, 'broken.yaml'), unknown.replace('stdp_synapse.spice', 'broken.spice'));
  const { out } = run('rulespice identify broken.yaml --json broken.json');
  const said = blocks
    .filter(({ kind }) => kind === 'console')
    .at(-1)!
    .text.trim()
    .split('\n')
    .at(-1)!;
  expect(out).toContain(said);
  const found = resultIn('broken.json');
  expect(found.findings![0]).toMatch(/^no potentiation: /);
  expect(found.parameters.map(({ name }) => name)).not.toContain('a+');
}, 600_000);

test('a weight that is not held is said before anything is measured', () => {
  const netlist = readFileSync(join(folder, 'stdp_synapse.spice'), 'utf8');
  writeFileSync(join(folder, 'leaky.spice'), netlist.replace('C3 WGT VSS 1.5p', 'C3 WGT VSS 1.5p\nR1 WGT VSS 10meg'));
  writeFileSync(join(folder, 'leaky.yaml'), unknown.replace('stdp_synapse.spice', 'leaky.spice'));
  const { out, code } = run('rulespice identify leaky.yaml --card leaky-found.yaml');
  expect(out).toMatch(/the weight is not held: without any event it moves by/);
  expect(code).toBe(1);
}, 120_000);

test.each([
  ['WGT: { state: w, range: [0.3 V, 1.5 V] }', 'WGT: output', /no port carries the weight/],
  [
    'PRE: { event: pre }',
    'PRE: { event: reward }',
    /identify knows rules of the events pre and post, and found "reward"/,
  ],
  ['WGT: { state: w', 'WGT: { state: v', /expected the weight to be called "w"/],
  ['netlist: stdp_synapse.spice', 'netlist: nowhere.spice', /there is no file/],
])('what it cannot work with is an error at its line: %s', (from, to, said) => {
  writeFileSync(join(folder, 'bad.yaml'), unknown.replace(from, to));
  const { err, code } = run('rulespice identify bad.yaml');
  expect(err).toMatch(said);
  expect(err).toMatch(/bad\.yaml:\d+:\d+/);
  expect(code).toBe(2);
});
