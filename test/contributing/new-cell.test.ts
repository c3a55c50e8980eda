import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../src/node/package-path.js';

/** The recipe of CONTRIBUTING.md, on a copy of the sources: what it writes is right as it is. */

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'rulespice-new-'));
  for (const part of [
    'src',
    'scripts',
    'templates',
    'models',
    'test',
    'package.json',
    'jest.config.js',
    'tsconfig.json',
  ])
    cpSync(packagePath(part), join(copy, part), { recursive: true });
  symlinkSync(packagePath('node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const make = (...words: string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, ['scripts/new.js', ...words], { cwd: copy, encoding: 'utf8' });

test('a new cell passes its conformance test and the compiler as it is', () => {
  expect(make('cell', 'slow-state')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(copy, 'src/cells/registry.ts'), 'utf8')).toMatch(
    /import \{ slowState \} from '\.\/slow-state\/index\.js';[^]*\[\n {2}slowState,/,
  );
  const jest = [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    'test/cells/conformance',
    '-t',
    'slow-state',
  ];
  const run = spawnSync(process.execPath, [...jest, '--selectProjects', 'unit'], { cwd: copy, encoding: 'utf8' });
  expect(run.stderr).toMatch(/Tests: .*\b9 passed/);
  expect(run.status).toBe(0);
  const config = { extends: './tsconfig.json', include: ['src/cells/slow-state'] };
  writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify(config));
  const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect(types).toMatchObject({ status: 0, stdout: '' });
});

test('what is there is not overwritten, and a name has to be one', () => {
  expect(make('cell', 'dpi')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is there already') as string,
  });
  expect(make('cell', '../x')).toMatchObject({ status: 2, stderr: expect.stringContaining('is no name') as string });
  expect(make('gadget', 'x')).toMatchObject({ status: 2, stderr: expect.stringContaining('there are cell') as string });
});
