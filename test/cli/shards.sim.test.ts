import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generator } from '../../src/random/generator.js';
import { substance } from '../support/substance.js';

const BIN = resolve('bin/rulespice.js');
/**
 * The second spec trims, compares with the model and samples chips of a Latin hypercube, each with a supply of its own;
 * tau of 200 samples at a corner is some seconds of work.
 */
const SPECS = {
  'a.yaml':
    'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, ' +
    'max: 20 % }]\nvariations: { corners: [tt, ss], mismatch: { samples: 60, seed: 1, avt: 5 mV*um }, ' +
    'yield: { min: 90 % } }\n',
  'b.yaml':
    'rulespice: 1\nname: b\nrule: { kind: trace, tau: 5 ms }\nsimulation: { trim: true }\nverify: [{ ' +
    'quantity: tau, against: rule, max: 8 % }, { quantity: x, against: model, max: 2 % }]\nvariations: { ' +
    'mismatch: { avt: 5 mV*um }, spread: { capacitor: { global: 3 % }, supply: { global: 50 mV } }, ' +
    'sampling: latin-hypercube, samples: 12, replicates: 4, seed: 2 }\n',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-shards-'));
  for (const [name, text] of Object.entries(SPECS)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `cache`: a folder of its own for what is kept, so that every test starts cold. */
function run(
  args: readonly string[],
  cache: string,
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, RULESPICE_CACHE: join(folder, cache), NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

function reportOf(
  args: readonly string[],
  cache: string,
): { readonly text: string; readonly runs: { simulated: number; cached: number }[] } {
  const { out, err } = run([...args, '--json'], cache);
  if (out === '') throw new Error(err);
  const report = JSON.parse(out) as { reports: { runs: { simulated: number; cached: number } }[] };
  return { text: substance(report), runs: report.reports.map(({ runs }) => runs) };
}

const sum = (runs: readonly { simulated: number }[]): number =>
  runs.reduce((total, { simulated }) => total + simulated, 0);
const keptIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.run'));

let whole: ReturnType<typeof reportOf>;
/** How long that took, s: what is killed early or late depends on the machine. */
let duration: number;
beforeAll(() => {
  const start = performance.now();
  whole = reportOf(['verify', 'a.yaml', 'b.yaml'], 'whole');
  duration = (performance.now() - start) / 1000;
});

test('three shards, each on a cold machine, merge to the report of one run', () => {
  for (const shard of [3, 1, 2])
    expect(
      run(['verify', 'a.yaml', 'b.yaml', '--shard', `${shard}/3`, '--shard-dir', 'shards'], `machine-${shard}`),
    ).toMatchObject({ code: 0, out: '' });
  const merged = reportOf(['merge', 'shards'], 'machine-merge');
  expect(merged.text).toBe(whole.text);
  // Judging simulates nothing; and nothing is marked as if it were of an earlier verification.
  expect(sum(merged.runs)).toBe(0);
  expect(run(['merge', 'shards', '--json'], 'machine-merge').out).not.toContain('"cached": true');
  expect(run(['merge', 'shards', '-q'], 'machine-merge').code).toBe(
    run(['verify', 'a.yaml', 'b.yaml', '-q'], 'whole').code,
  );
});

test('what cannot be merged is refused in one line', () => {
  expect(run(['verify', 'a.yaml', '--shard', '2/2', '--shard-dir', 'half', '--samples', '4'], 'machine-1').code).toBe(
    0,
  );
  expect(run(['merge', 'half'], 'machine-1')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/^half lacks shard 1 of 2: .*\n$/) as string,
  });
  expect(run(['verify', 'a.yaml', '--shard', '1/2', '--shard-dir', 'half', '--samples', '5'], 'machine-1').code).toBe(
    0,
  );
  expect(run(['merge', 'half'], 'machine-1')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/of another verification than .*"arguments" differs/) as string,
  });
  expect(run(['verify', 'a.yaml', '--shard', '1/2', '--shard-dir', 'half', '--samples', '4'], 'machine-1').code).toBe(
    0,
  );
  const before = readFileSync(join(folder, 'a.yaml'), 'utf8');
  writeFileSync(join(folder, 'a.yaml'), before.replace('20 ms', '21 ms'));
  expect(run(['merge', 'half'], 'machine-1')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^a.yaml: is not the spec that the shards simulated/) as string,
  });
  writeFileSync(join(folder, 'a.yaml'), before);
  mkdirSync(join(folder, 'none'));
  expect(run(['merge', 'none'], 'machine-1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('no finished shard') as string,
  });
  expect(run(['verify', 'a.yaml', '--shard', '3/2'], 'machine-1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('found "3/2"') as string,
  });
  expect(run(['verify', 'a.yaml', '--shard', '1/2', '--json'], 'machine-1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('a shard has no verdicts') as string,
  });
});

test('a shard keeps its failures, and they are the same in the report', () => {
  const args = ['a.yaml', '--samples', '3', '--timeout', '0.001'];
  for (const shard of [1, 2])
    expect(run(['verify', ...args, '--shard', `${shard}/2`, '--shard-dir', 'failing'], `fails-${shard}`).code).toBe(0);
  const merged = run(['merge', 'failing', '--json'], 'fails-merge');
  expect(merged.code).toBe(3);
  expect(substance(JSON.parse(merged.out))).toBe(
    substance(JSON.parse(run(['verify', ...args, '--json', '--no-cache'], 'fails-whole').out)),
  );
});

test('killed at ten random moments and started again: the same report, nothing lost or done twice', async () => {
  const random = generator(20_261_124);
  const killed = (seconds: number): Promise<void> =>
    new Promise((done) => {
      const child = spawn(process.execPath, [BIN, 'verify', 'a.yaml', 'b.yaml', '-q'], {
        cwd: folder,
        stdio: 'ignore',
        env: { ...process.env, RULESPICE_CACHE: join(folder, 'killed') },
      });
      const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * seconds);
      child.on('exit', () => {
        clearTimeout(timer);
        done();
      });
    });
  const kept: number[] = [];
  mkdirSync(join(folder, 'killed', 'runs'), { recursive: true });
  for (let kill = 0; kill < 10; kill += 1) {
    await killed(duration * (0.1 + 0.8 * random.uniform()));
    kept.push(keptIn(join(folder, 'killed', 'runs')).length);
  }
  const resumed = reportOf(['verify', 'a.yaml', 'b.yaml'], 'killed');
  expect(resumed.text).toBe(whole.text);
  // Nothing that was kept is lost, and what was kept is not simulated again: old and new together are what one run
  // keeps.
  expect(kept.at(-1)).toBeGreaterThan(0);
  expect(kept).toEqual([...kept].sort((a, b) => a - b));
  const all = keptIn(join(folder, 'whole', 'runs'));
  expect(keptIn(join(folder, 'killed', 'runs')).sort()).toEqual(all.sort());
  expect(sum(resumed.runs)).toBeLessThanOrEqual(all.length - kept.at(-1)!);
});
