import { Ajv } from 'ajv';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { fakeIo } from '../cli/fixtures.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-crossbar-'));
  const margin =
    'rulespice: 1\nname: m\ncrossbar: { rows: 4, columns: 4 }\nmargin: { sizes: [2, 4, 8], low: 10 kohm, ' +
    'high: 1 megohm, pullup: 10 kohm, voltage: 1 V }\nverify: [{ quantity: largest-array, min: 4 }]\n';
  writeFileSync(join(folder, 'margin.yaml'), margin);
  writeFileSync(join(folder, 'strict.yaml'), margin.replace('min: 4', 'min: 8'));
  writeFileSync(
    join(folder, 'read.yaml'),
    'rulespice: 1\nname: r\ncrossbar: { rows: 2, columns: 3, conductance: { csv: g.csv }, wires: { word: ' +
      '5 ohm, bit: 5 ohm } }\nread: { inputs: { csv: v.csv } }\nverify: [{ quantity: product-error, max: 1 % ' +
      '}]\n',
  );
  writeFileSync(join(folder, 'g.csv'), 'uS\n10,20,30\n40,50,60\n');
  writeFileSync(join(folder, 'v.csv'), 'V\n0.1\n-0.2\n');
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

test('verdicts, exit codes and a replay', async () => {
  expect(await run('crossbar', 'margin', 'margin.yaml')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/PASS +largest-array +margin +4 +at least 4 +0 /) as string,
  });
  const strict = await run('crossbar', 'margin', 'strict.yaml');
  expect(strict.code).toBe(1);
  expect(strict.out).toMatch(/FAIL +largest-array +margin +4 +at least 8 +-4 +rulespice crossbar margin/);
  expect(strict.out).toContain('4 is below the limit of 8');
});

test('JSON fits its schema', async () => {
  const { code, out } = await run('crossbar', 'read', 'read.yaml', '--json');
  expect(code).toBe(0);
  const schema = JSON.parse(
    readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(schema);
  expect(validate(JSON.parse(out)) ? [] : validate.errors).toEqual([]);
  // Numbers are numbers, each with its unit, and no share is called a percentage.
  expect(JSON.parse(out)).toMatchObject({
    version: 3,
    status: 'pass',
    reports: [
      {
        kind: 'crossbar',
        name: 'r',
        analysis: 'read',
        verdicts: [{ quantity: 'product-error', bound: 'max', limit: 0.01, unit: 'fraction' }],
      },
    ],
  });
  expect(out).not.toMatch(/"unit": "%"|"[\d.]+ %"/);
});

test('a report with heat map, and the currents as CSV', async () => {
  expect((await run('crossbar', 'read', 'read.yaml', '--report', 'r.html', '--output', 'i.csv', '-q')).code).toBe(0);
  const page = readFileSync(join(folder, 'r.html'), 'utf8');
  expect(page).toContain('<svg class="plot"');
  expect(page).toContain('product-error');
  const [unit, currents = ''] = readFileSync(join(folder, 'i.csv'), 'utf8').split('\r\n');
  expect(unit).toBe('A');
  // 0.1 * 10 - 0.2 * 40 = -7 uA, a little less through the wires
  expect(Number(currents.split(',')[0])).toBeGreaterThan(-7e-6);
  expect(Number(currents.split(',')[0])).toBeLessThan(-6.9e-6);
});

test.each([
  [
    ['crossbar', 'read', 'margin.yaml'],
    'margin.yaml: the spec has no section "read"; add it, or use "rulespice crossbar margin"',
  ],
  [['crossbar', 'raed', 'margin.yaml'], 'raed'],
  [['crossbar', 'margin', 'margin.yaml', '--output', 'x.csv'], '"crossbar margin" has no matrix to write'],
])('%j is bad input', async (argv, message) => {
  const { code, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
