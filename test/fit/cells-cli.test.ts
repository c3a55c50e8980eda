import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { readNoise } from '../../src/fit/targets/read-noise/index.js';
import { retention } from '../../src/fit/targets/retention/index.js';
import { parseMeasuredNoise } from '../../src/nonideality/measured-noise.js';
import { parseRelaxationLaw } from '../../src/nonideality/measured-relaxation.js';
import { fakeIo } from '../cli/fixtures.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-cells-'));
  writeFileSync(join(folder, 'cells.csv'), retention.synthetic(4).csv);
  writeFileSync(join(folder, 'trace.csv'), readNoise.synthetic(4).csv);
  writeFileSync(join(folder, 'bad.csv'), 't_s,g_uS\n0,5\n1,5\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: string[]) {
  const io = fakeIo();
  const code = await main(
    argv.map((word) => (/\.(yaml|html|csv)$/.test(word) ? join(folder, word) : word)),
    io,
  );
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

test(
  'retention: a law with intervals, held-out cells beside it, a card that is read back, a page with four ' + 'figures',
  async () => {
    const { code, out } = await run(
      'fit',
      'retention',
      'cells.csv',
      '--starts',
      '1',
      '--hold-out',
      'cell >= 150',
      '--card',
      'law.yaml',
      '--report',
      'law.html',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^PASS Relaxation of programmed conductances: 750 points/);
    expect(out).toMatch(/NOTE held-out cells at 100 ks: mean .* \(law .*\), spread .* 50 cells/);
    expect(out).toMatch(/spread at 100 ks +[\d.]+ uS +[\d.]+ uS to [\d.]+ uS/);
    expect(parseRelaxationLaw(readFileSync(join(folder, 'law.yaml'), 'utf8'), 'law.yaml').law.time).toBe(1e5);
    expect(readFileSync(join(folder, 'law.html'), 'utf8').match(/<svg class="plot"/g)).toHaveLength(4);
  },
);

test('read-noise: JSON with both fits of a trace, a card that is read back, a page with three figures', async () => {
  const { code, out } = await run(
    'fit',
    'read-noise',
    'trace.csv',
    '--starts',
    '1',
    '--json',
    '--card',
    'noise.yaml',
    '--report',
    'noise.html',
  );
  expect(code).toBe(0);
  const [result] = (JSON.parse(out) as { reports: { fits: { name: string }[]; model: { name: string } }[] }).reports;
  expect(result?.model.name).toBe('telegraph');
  expect(result?.fits.map(({ name }) => name)).toEqual(['trace', 'trace, spectrum']);
  expect(
    parseMeasuredNoise(readFileSync(join(folder, 'noise.yaml'), 'utf8'), 'noise.yaml')[0]?.trap?.amplitude,
  ).toBeGreaterThan(0.03);
  expect(readFileSync(join(folder, 'noise.html'), 'utf8').match(/<svg class="plot"/g)).toHaveLength(3);
});

test.each([
  [['fit', 'retention', 'bad.csv'], 'found 1 cells with a read at t = 0 and a later one, expected at least 20'],
  [
    ['fit', 'read-noise', 'bad.csv', '--card', 'none.yaml'],
    'found 2 samples of the trace, expected at least 256 for a spectrum',
  ],
  [['fit', 'retention', 'cells.csv', '--robust'], '--robust: retention is fitted by likelihood'],
])('%j is bad input', async (argv, message) => {
  const { code, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(existsSync(join(folder, 'none.yaml'))).toBe(false);
});
