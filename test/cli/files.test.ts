import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { writeFileSafely } from '../../src/node/files/write-file.js';
import { fakeIo } from './fixtures.js';

const SPEC =
  'rulespice: 1\nname: a\nrule: { kind: trace, tau: 20 ms }\nverify: [{ quantity: tau, against: rule, max: 5 % }]\n';
const before = process.cwd();
let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rulespice-project-')));
  mkdirSync(join(root, 'project', '.git'), { recursive: true });
  mkdirSync(join(root, 'outside'));
  writeFileSync(join(root, 'outside', 'other.yaml'), SPEC);
  process.chdir(join(root, 'project'));
});
beforeEach(() => {
  rmSync('specs', { recursive: true, force: true });
  mkdirSync('specs');
  writeFileSync('specs/good.yaml', SPEC);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

async function run(...argv: string[]) {
  const io = fakeIo();
  const code = await main(argv, io);
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

async function runWithInput(text: string, ...argv: string[]) {
  const io = fakeIo({
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
    input: async function* () {
      yield Buffer.from(text);
    },
  });
  const code = await main(argv, io);
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

test.each<[string, () => void, string]>([
  ['a broken link', () => symlinkSync('nowhere', 'specs/bad.yaml'), 'is a link to nowhere, which is not there'],
  [
    'a link out of the project',
    () => symlinkSync('../../outside/other.yaml', 'specs/bad.yaml'),
    'leads out of the project',
  ],
  ['a link to a device', () => symlinkSync('/dev/zero', 'specs/bad.yaml'), 'is a device'],
  ['a named pipe', () => void execFileSync('mkfifo', ['specs/bad.yaml']), 'is a named pipe'],
  ['a folder', () => mkdirSync('specs/bad.yaml'), 'is a folder; name a file in it'],
  ['an empty file', () => writeFileSync('specs/bad.yaml', ''), 'the file is empty'],
  ['two documents', () => writeFileSync('specs/bad.yaml', `${SPEC}---\n${SPEC}`), 'found a second document'],
  ['no checks', () => writeFileSync('specs/bad.yaml', SPEC.replace(/\[.*\]/, '[]')), 'with at least 1 item'],
])('%s among the specs of a pattern is an error', async (_, plant, message) => {
  plant();
  for (const words of [['specs/*.yaml'], ['specs/good.yaml', 'specs/bad.yaml'], ['**/*.yaml']]) {
    const { code, out, err } = await run('verify', ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^specs\/bad\.yaml[:\d]*: /);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  }
});

test('files of a linked folder of the project are found, those of one outside refused', async () => {
  mkdirSync('more', { recursive: true });
  writeFileSync('more/own.yaml', SPEC);
  symlinkSync('../more', 'specs/inside');
  symlinkSync('../../outside', 'specs/out');
  const { code, err } = await run('verify', 'specs/**/*.yaml', '--check', '9');
  expect(code).toBe(2);
  expect(err).toContain('specs/out/other.yaml: leads out of the project');
  rmSync('specs/out');
  expect((await run('verify', 'specs/**/*.yaml', '--check', '9')).err).toContain('specs/inside/own.yaml: --check 9');
});

test('a path that the user writes out may lie elsewhere', async () => {
  expect((await run('explain', '../outside/other.yaml')).code).toBe(0);
  expect((await run('explain', join(root, 'outside', 'other.yaml'))).code).toBe(0);
});

test.each([
  [['verify', 'none/*.yaml'], 'no file matches "none/*.yaml"'],
  [['verify', ''], 'the name of a file is empty'],
  [['verify', 'specs/good.yaml', '--check', '2'], 'the spec has one check'],
  [['verify', '--shard', '2/4'], 'missing <files...>'],
  [['merge', 'specs'], 'holds no finished shard'],
  [['simulate', '-'], 'standard input is not read here; name a file'],
  [['diff', 'empty.json', 'empty.json'], 'empty.json: holds no verdict, so there is nothing to compare'],
  [['verify', 'specs/good.yaml', '--baseline', 'empty.json'], 'empty.json: holds no verdict'],
])('%j is no success', async (argv, message) => {
  writeFileSync('empty.json', '{"baseline":1,"verdicts":[]}');
  const { code, err, out } = await run(...argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('"-" is standard input, for every command that takes a spec', async () => {
  for (const command of ['explain', 'verify', 'design', 'compile', 'cosim']) {
    const { code, err } = await runWithInput(SPEC.replace('20 ms', '20 mV'), command, '-');
    expect({ command, code }).toEqual({ command, code: 2 });
    expect(err).toMatch(/^<stdin>:3:27: rule\.tau: found "20 mV"/);
  }
  expect(await runWithInput(SPEC, 'explain', '-')).toMatchObject({ code: 0 });
  expect(await runWithInput('', 'verify', '-')).toMatchObject({
    code: 2,
    err: expect.stringContaining('<stdin>: is empty') as string,
  });
  expect(await runWithInput(SPEC, 'crossbar', 'read', '-')).toMatchObject({
    code: 2,
    err: expect.stringContaining('<stdin>:3:1: this is a spec of a learning rule') as string,
  });
  expect(await runWithInput('dt_ms,dw\n1,x\n', 'fit', 'stdp-window', '-')).toMatchObject({
    code: 2,
    err: expect.stringContaining('<stdin>:2:3: dw: found "x"') as string,
  });
  expect(await runWithInput(SPEC, 'verify', '-', '--shard', '1/2')).toMatchObject({
    code: 2,
    err: expect.stringContaining('name a file') as string,
  });
});

test('an output does not follow a link that was planted in the project', async () => {
  symlinkSync('../../outside', 'specs/reports');
  for (const [option, path] of [
    ['--report', 'specs/reports/index.html'],
    ['--junit', 'specs/reports/new/a.xml'],
    ['--json=specs/reports/a.json', ''],
    ['--runs', 'specs/reports'],
  ] as const) {
    const { code, err } = await run('verify', 'specs/good.yaml', option, ...(path === '' ? [] : [path]));
    expect(code).toBe(2);
    expect(err).toContain('a link leads out of the project');
  }
  expect((await run('init', 'specs/reports')).err).toContain('a link leads out of the project');
  await expect(writeFileSafely('specs/reports/x', ['a'])).rejects.toThrow('a link leads out of the project');
  symlinkSync('/dev/null', 'specs/null');
  await expect(writeFileSafely('specs/null', ['a'])).rejects.toThrow('is a link to a device');
  expect(readdirSync('../outside')).toEqual(['other.yaml']);
});

test('a link in the place of an output is replaced, its target untouched', async () => {
  symlinkSync('../../outside/other.yaml', 'specs/page.html');
  await writeFileSafely('specs/page.html', ['mine']);
  expect(lstatSync('specs/page.html').isSymbolicLink()).toBe(false);
  expect(readFileSync('../outside/other.yaml', 'utf8')).toBe(SPEC);
  symlinkSync('nowhere', 'specs/other.html');
  await writeFileSafely('specs/other.html', ['mine']);
  expect(readFileSync('specs/other.html', 'utf8')).toBe('mine');
  expect(existsSync('specs/nowhere')).toBe(false);
  expect(readdirSync('specs').filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
