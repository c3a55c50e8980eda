import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT } from '../../src/cli/exit.js';
import { generator } from '../../src/random/generator.js';

const BIN = resolve('bin/rulespice.js');
/** Two seconds are promised; a loaded machine needs some to start and end processes at all. */
const SOON = 2000 + 1500;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-interrupt-'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const rows = Array.from({ length: 300_000 }, (_, index) => `${(index % 200) - 100},${Math.sin(index)}`).join('\n');
  write('points.csv', `dt_ms,dw\n${rows}\n`);
  write(
    'samples.yaml',
    'rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 20 % }, ' +
      '{ quantity: x, against: model, max: 2 % }]\nvariations: { corners: [tt, ff, ss], mismatch: { ' +
      'samples: 600, seed: 1, avt: 5 mV*um } }\n',
  );
  write(
    'array.yaml',
    'rulespice: 1\nname: a\ncrossbar: { rows: 1024, columns: 1024, conductance: { random: { low: 1 uS, ' +
      'high: 100 uS } }, ' +
      'wires: { word: 1 ohm, bit: 1 ohm } }\nread: { inputs: { random: { low: 0 V, high: 0.2 V, vectors: 50 } } }\n' +
      'verify: [{ quantity: current-loss, max: 90 % }]\n',
  );
  write('slow.cir', 'slow\nv1 a 0 sin(0 1 1e6)\nr1 a b 1k\nc1 b 0 1n\n.tran 1n 1\n.end\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMANDS: readonly (readonly string[])[] = [
  ['verify', 'samples.yaml', '--no-cache', '--report', 'out/a.html', '--runs', 'out/runs'],
  ['verify', 'samples.yaml', '--no-cache', '--engine', 'embedded'],
  ['design', 'samples.yaml', '--no-cache'],
  ['crossbar', 'read', 'array.yaml', '--report', 'out/b.html'],
  ['fit', 'stdp-window', 'points.csv', '--robust', '--report', 'out/c.html'],
  ['simulate', 'slow.cir', '--no-cache', '-o', 'out/d.csv'],
  ['explain', '-'],
  ['characterise', '--no-cache'],
];

function interrupted(argv: readonly string[], signal: NodeJS.Signals, after: number) {
  return new Promise<{ code: number | null; took: number; err: string; early: boolean }>((done) => {
    const child = spawn(process.execPath, [BIN, ...argv], {
      cwd: folder,
      env: { ...process.env, RULESPICE_CACHE: join(folder, 'cache') },
    });
    let err = '';
    let at = Infinity;
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.resume();
    const timer = setTimeout(() => {
      at = performance.now();
      child.kill(signal);
    }, after);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code, took: performance.now() - at, err, early: at === Infinity });
    });
  });
}

const random = generator(20_261_130);

test.each(COMMANDS)('%s %s ends by a signal within two seconds, whatever it does', async (...argv) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGTERM'] as const) {
    const after = 100 + 6000 * random.uniform();
    const { code, took, err, early } = await interrupted(argv, signal, after);
    // The signal came when the work was done, told and only the process was left to end.
    const over = code !== EXIT.interrupted && !err.includes('interrupted') && took < 1500;
    if (early || over) continue;
    expect({ argv, after, code }).toEqual({ argv, after, code: 130 });
    expect(took).toBeLessThan(SOON);
    expect(err).toContain('interrupted');
    expect(err).not.toMatch(/^ {4}at /m);
  }
  // Nothing half-written is left, and no report of unfinished work.
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.tmp') && !name.startsWith('cache'))).toEqual([]);
  expect(left.filter((name) => name.endsWith('.html'))).toEqual([]);
});

test('a fault is told by the exit code and output of the process that does the work', async () => {
  const run = (...argv: string[]) => interrupted(argv, 'SIGTERM', 1e6);
  expect(await run('explain', 'none.yaml')).toMatchObject({
    code: 2,
    err: 'none.yaml: file not found; check the path\n',
  });
  expect(await run('cells')).toMatchObject({ code: 0, err: '' });
});
