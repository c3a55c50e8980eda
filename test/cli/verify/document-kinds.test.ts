import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../src/cli/main.js';
import { fakeIo } from '../fixtures.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-kinds-'));
  const margin =
    'rulespice: 1\nname: m\ncrossbar: { rows: 4, columns: 4 }\nmargin: { sizes: [2, 4], low: 10 kohm, ' +
    'high: 1 megohm, pullup: 10 kohm, voltage: 1 V }\nverify: [{ quantity: largest-array, min: 4 }]\n';
  writeFileSync(join(folder, 'margin.yaml'), margin);
  writeFileSync(join(folder, 'strict.yaml'), margin.replace('min: 4', 'min: 8'));
  writeFileSync(join(folder, 'broken.yaml'), margin.replace('rows: 4', 'rows: four'));
  writeFileSync(
    join(folder, 'rule.yaml'),
    'rulespice: 1\nname: r\nrule: { kind: trace, tau: 20 mV }\nverify: [{ quantity: tau, against: rule, max: 5 % }]\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: string[]) {
  const io = fakeIo();
  const code = await main(
    argv.map((word) => (/\.(yaml|html|xml|json)$/.test(word) && !word.startsWith('--') ? join(folder, word) : word)),
    io,
  );
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

test('verify takes crossbar documents: every analysis that has a check, with page and JUnit', async () => {
  const { code, out } = await run('verify', 'margin.yaml', 'strict.yaml', '--report', 'all.html', '--junit', 'all.xml');
  expect(code).toBe(1);
  expect(out).toMatch(/PASS +m: margin, 4 x 4 cells\n.*largest-array +4 +min 4/);
  expect(out).toMatch(/FAIL +largest-array +4 +min 8 +replay: rulespice crossbar margin/);
  expect(readFileSync(join(folder, 'all.html'), 'utf8')).toContain('largest-array');
  const junit = readFileSync(join(folder, 'all.xml'), 'utf8');
  expect(junit).toContain('<testsuites name="rulespice" tests="2" failures="1" errors="0"');
  expect(junit).toContain('<property name="measured" value="4"/>');
});

test('what is wrong with an array is told before any rule is simulated, and the other way round', async () => {
  expect(await run('verify', 'rule.yaml', 'broken.yaml')).toMatchObject({
    code: 2,
    err: expect.stringContaining('crossbar.rows: found "four", expected a whole number from 1 to 4096') as string,
  });
  expect(await run('verify', 'rule.yaml', 'margin.yaml', '--report', 'mixed.html')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('rule.tau: found "20 mV"') as string,
  });
  expect(existsSync(join(folder, 'mixed.html'))).toBe(false);
});

test.each([
  [
    ['verify', 'margin.yaml', '--corner', 'ff'],
    '--corner is for specs of learning rules, and this is a crossbar document; verify it without',
  ],
  [
    ['verify', 'margin.yaml', 'rule.yaml', '--json'],
    '--json: there are crossbar documents and specs of learning rules, and stdout holds one result; name ' +
      'a file with --json=FILE',
  ],
])('%j is bad input', async (argv, message) => {
  const { code, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
