import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { reportError } from '../../src/cli/exit.js';
import { writeFileSafely } from '../../src/node/files/write-file.js';
import { chooseFormat } from '../../src/cli/simulate/run.js';
import { fakeIo } from './fixtures.js';

async function run(...argv: string[]) {
  const io = fakeIo();
  const code = await main(argv, io);
  return { code, out: io.printed.join(''), err: io.complaints.join('') };
}

test('help names every command and the exit codes', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  for (const name of [
    'verify',
    'compile',
    'design',
    'simulate',
    'characterise',
    'cells',
    'devices',
    'explain',
    'schema',
    'doctor',
    'init',
  ])
    expect(out).toContain(`rulespice ${name}`);
  expect(out).toContain('130  interrupted');
});

test.each([
  [[], 'name a command'],
  [['verfy', 'a.yaml'], 'unknown command "verfy"; did you mean "verify"?'],
  [['verify'], 'missing <files...>'],
  [['fit', 'pulses'], 'missing <files...>'],
  [['diff'], 'missing <baseline> and <result>'],
  [['verify', 'a.yaml', '--cornr', 'tt'], 'unknown option "--cornr"; did you mean "corner"?'],
  [['verify', 'a.yaml', '--corner'], 'Not enough arguments following: corner'],
  [['doctor', 'extra'], 'unexpected "extra"'],
  [['devices', 'vtem'], 'unknown device "vtem"; did you mean "vteam"?'],
  [['cells', 'dppi'], 'unknown cell "dppi"; did you mean "dpi"?'],
  [['schema', 'repot'], 'there is no schema "repot"; did you mean "report"?'],
  [['characterise', 'sky13'], 'unknown process "sky13"; did you mean "sky130"?'],
  [['verify', 'a.yaml', '--jobs', 'x'], 'a.yaml: file not found'],
])('%j is bad input', async (argv, message) => {
  const { code, out, err } = await run(...argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
  expect(out).toBe('');
});

test('init refuses to overwrite and schema prints what is shipped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-init-'));
  try {
    expect((await run('init', folder)).code).toBe(0);
    expect(await run('init', folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining('exists already') as string,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const name of ['spec', 'report', 'design', 'explain', 'doctor']) {
    expect((await run('schema', name)).out).toBe(
      readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8'),
    );
  }
});

test('a defect keeps its stack trace and asks to be reported', async () => {
  const io = fakeIo();
  expect(await reportError(new TypeError('boom'), io, false)).toBe(70);
  expect(io.complaints.join('')).toMatch(/TypeError: boom\n +at [^]*please report it/);
});

test('files are written whole or not at all, and the file system speaks one line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-out-'));
  try {
    const path = join(folder, 'deep', 'er', 'a.txt');
    await writeFileSafely(path, ['one', 'two']);
    expect(readFileSync(path, 'utf8')).toBe('onetwo');
    const broken = function* (): Generator<string> {
      yield 'half';
      throw new Error('no more');
    };
    await expect(writeFileSafely(path, broken())).rejects.toThrow('no more');
    expect(readFileSync(path, 'utf8')).toBe('onetwo');
    writeFileSync(join(folder, 'file'), '');
    await expect(writeFileSafely(join(folder, 'file', 'x'), ['a'])).rejects.toThrow(
      'cannot be written: part of the path is no folder',
    );
    await expect(writeFileSafely(join(folder, 'deep'), ['a'])).rejects.toThrow('cannot be written: it is a folder');
    expect(readdirSync(folder).sort()).toEqual(['deep', 'file']);
    await writeFileSafely('/dev/null', ['gone']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the format of waveforms is asked for or told by the file name', () => {
  expect(chooseFormat(undefined, 'x.raw')).toBe('raw');
  expect(chooseFormat(undefined, undefined)).toBe('csv');
  expect(() => chooseFormat('xls', undefined)).toThrow('choose one of csv, json, raw');
});
