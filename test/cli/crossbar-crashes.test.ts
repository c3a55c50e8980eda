import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as load from '../../src/crossbar/spec/load.js';
import * as run from '../../src/crossbar/run.js';
import { fitTargets } from '../../src/fit/registry.js';
import { fakeIo } from './fixtures.js';

/* A defect on one document is an error of that one, a trace and exit code 70; the others are analysed and reported. */

interface Mocks {
  unstable_mockModule(path: string, factory: () => unknown): void;
}
const mocks = (import.meta as unknown as { readonly jest: Mocks }).jest;
const defect = (): never => {
  throw new TypeError('x is no function\n::error::forged');
};
const { runCrossbar } = run;
const { loadCrossbar } = load;
mocks.unstable_mockModule('../../src/crossbar/run.js', () => ({
  ...run,
  runCrossbar: (...[spec, ...rest]: Parameters<typeof runCrossbar>) =>
    spec.name === 'solving' ? defect() : runCrossbar(spec, ...rest),
}));
mocks.unstable_mockModule('../../src/crossbar/spec/load.js', () => ({
  ...load,
  loadCrossbar: (file: string) => (file.startsWith('reading') ? defect() : loadCrossbar(file)),
}));
const { main } = await import('../../src/cli/main.js');

const MARGIN =
  'rulespice: 1\nname: good\ncrossbar: { rows: 4, columns: 4 }\nmargin: { sizes: [2, 4], low: 10 kohm, ' +
  'high: 1 megohm, pullup: 10 kohm, voltage: 1 V }\nverify: [{ quantity: largest-array, min: 4 }]\n';

const before = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulespice-crashes-'));
  process.chdir(folder);
  writeFileSync('good.yaml', MARGIN);
  for (const name of ['solving', 'reading']) writeFileSync(`${name}.yaml`, MARGIN.replace('good', name));
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const FAILURE = 'a defect of rulespice: x is no function\\n::error::forged';

test.each([
  ['verify', ['verify', 'solving.yaml', 'reading.yaml', 'good.yaml', '--junit', 'out.xml']],
  ['crossbar', ['crossbar', 'margin', 'solving.yaml', 'reading.yaml', 'good.yaml']],
])('%s of several documents', async (_, argv) => {
  const io = fakeIo();
  expect(await main([...argv, '--json=out.json', '--report', 'out.html'], io)).toBe(70);
  expect(io.printed.join('')).toMatch(/ERROR {2}solving: margin[^]*ERROR {2}reading: unknown[^]*PASS {3}good: margin/);
  expect(io.printed.join('')).toContain(FAILURE);
  const complaints = io.complaints.join('');
  expect(complaints).toMatch(/^solving\.yaml: TypeError/m);
  expect(complaints).toMatch(/^reading\.yaml: TypeError/m);
  const { status, reports } = JSON.parse(readFileSync('out.json', 'utf8')) as {
    status: string;
    reports: { status: string; verdicts: { status: string; reason?: string }[] }[];
  };
  expect([status, ...reports.map((report) => report.status)]).toEqual(['error', 'error', 'error', 'pass']);
  expect(reports[0]?.verdicts).toMatchObject([{ status: 'error', reason: FAILURE }]);
  expect(reports[1]).toMatchObject({ name: 'reading', file: 'reading.yaml', verdicts: [] });
  expect(readFileSync('out.html', 'utf8')).toContain('good');
});

test('in JUnit a document that could not be read is an error of its own', async () => {
  await main(['verify', 'reading.yaml', 'good.yaml', '--junit', 'out.xml'], fakeIo());
  const xml = readFileSync('out.xml', 'utf8');
  expect(xml).toContain('<testsuites name="rulespice" tests="2" failures="0" errors="1"');
  expect(xml).toMatch(
    /name="reading: unknown: the spec itself"[^]*<error message="a defect of rulespice: x is no function/,
  );
});

test('there is nothing to write of an analysis that crashed', async () => {
  const io = fakeIo();
  expect(await main(['crossbar', 'margin', 'solving.yaml', '--output', 'out.csv'], io)).toBe(70);
  expect(io.complaints.join('')).toMatch(/^solving\.yaml: TypeError/);
});

test('a model of a comparison that crashes does not lose the others', async () => {
  const target = fitTargets.find(({ name }) => name === 'trace');
  const [first, second] = target?.models ?? [];
  if (!target || !first || !second) throw new Error('there is no second model');
  const { csv, map = [] } = target.synthetic(1);
  writeFileSync('data.csv', csv);
  const plan = second.plan.bind(second);
  Object.assign(second, { plan: defect });
  try {
    const io = fakeIo();
    expect(
      await main(
        ['fit', 'trace', 'data.csv', '--compare', '--starts', '1', ...map.flatMap((word) => ['--map', word])],
        io,
      ),
    ).toBe(70);
    expect(io.printed.join('')).toContain(first.name);
    expect(io.complaints.join('')).toMatch(new RegExp(`^${second.name}: TypeError`, 'm'));
  } finally {
    Object.assign(second, { plan });
  }
});
