import { Ajv } from 'ajv';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { generator } from '../../src/random/generator.js';
import { fakeIo } from '../cli/fixtures.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-fit-'));
  const draws = generator(11);
  const rows = (size: number) =>
    Array.from({ length: 40 }, (_, index) => {
      const dt = (index % 2 === 0 ? 1 : -1) * (2 + 58 * draws.uniform());
      return `${dt},${100 * (size * Math.sign(dt) * 0.02 * Math.exp(-Math.abs(dt) / 20) + 0.001 * draws.normal())}`;
    }).join('\n');
  writeFileSync(join(folder, 'good.csv'), `Interval,Change\n${rows(1)}\n`);
  writeFileSync(join(folder, 'noise.csv'), `Interval,Change\n${rows(0)}\n`);
  writeFileSync(join(folder, 'bad.csv'), 'dt_ms,dw\n1,x\n');
  writeFileSync(join(folder, 'PROVENANCE.md'), '# Synthetic window, tau 20 ms\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const MAP = ['--map', 'dt=Interval[ms]', '--map', 'dw=Change[%]'];
async function run(...argv: string[]) {
  const io = fakeIo();
  const code = await main(
    argv.map((word) => (/\.(yaml|html|csv)$/.test(word) ? join(folder, word) : word)),
    io,
  );
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

test('a table with intervals, a card with source and hash, a page with data, curve and residuals', async () => {
  const { code, out } = await run(
    'fit',
    'stdp-window',
    'good.csv',
    ...MAP,
    '--card',
    'rule.yaml',
    '--report',
    'fit.html',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^PASS Learning window of pair-based STDP: 40 points/);
  expect(out).toMatch(/tau\+ +[\d.]+ ms +[\d.]+ ms to [\d.]+ ms/);
  const card = readFileSync(join(folder, 'rule.yaml'), 'utf8');
  expect(card).toContain('# source: # Synthetic window, tau 20 ms');
  expect(card).toMatch(/# data sha256: [0-9a-f]{64}\n/);
  const page = readFileSync(join(folder, 'fit.html'), 'utf8');
  expect(page.match(/<svg class="plot"/g)).toHaveLength(2);
  expect(page).toContain('correlation');
});

test('JSON fits its schema', async () => {
  const { code, out } = await run('fit', 'stdp-window', 'good.csv', ...MAP, '--json');
  expect(code).toBe(0);
  const schema = JSON.parse(
    readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(schema);
  const result = JSON.parse(out) as object;
  expect(validate(result) ? [] : validate.errors).toEqual([]);
  expect(result).toMatchObject({
    status: 'pass',
    reports: [
      {
        kind: 'fit',
        target: { name: 'stdp-window' },
        provenance: '# Synthetic window, tau 20 ms',
        verdicts: [{ quantity: 'faults', bound: 'max', limit: 0, measured: 0, unit: '1', status: 'pass' }],
      },
    ],
  });
});

test('a fit that explains nothing exits 1 and writes no card', async () => {
  const { code, out, err } = await run('fit', 'stdp-window', 'noise.csv', ...MAP, '--card', 'none.yaml');
  expect(code).toBe(1);
  expect(out).toContain('FAULT');
  expect(err).toMatch(/^no card: /);
  expect(existsSync(join(folder, 'none.yaml'))).toBe(false);
});

test.each([
  [['fit', 'stdp-window', 'bad.csv'], 'bad.csv:2:3: dw: found "x", expected a finite number'],
  [['fit', 'stdp-windw', 'good.csv'], 'there is no target "stdp-windw"; expected '],
  [
    ['fit', 'stdp-window', 'good.csv'],
    'found the columns Interval, Change; expected dt (t_post - t_pre) with its unit',
  ],
])('%j is bad input', async (argv, message) => {
  const { code, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
