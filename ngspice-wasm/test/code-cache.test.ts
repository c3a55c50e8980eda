import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileEngine, createNgspice } from '../src/index.js';
import { RC, STEP } from './support.js';

/*
 * Every case is a process of its own: within one, V8 shares the code of equal modules anyway.
 */

interface Told {
  readonly warm: boolean;
  readonly saved: boolean;
  /** Bytes of optimised code that a worker found in the module before anything ran. */
  readonly posted: number;
  readonly results: string;
}

const MANY_RUNS = 500;

function inProcess(
  folder: string,
  { runs = MANY_RUNS, flags = [] }: { runs?: number; flags?: readonly string[] } = {},
): Told {
  const script = fileURLToPath(new URL('./cached.mjs', import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, [...flags, script, folder, String(runs)], { encoding: 'utf8' }),
  ) as Told;
}

const onlyFile = (folder: string): string => {
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0]!);
};

describe('the code cache', () => {
  let root: string;
  let filled: string;
  let first: Told;
  let fresh = 0;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'ngspice-wasm-code-'));
    filled = join(root, 'filled');
    first = inProcess(filled);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** A folder with a copy of the filled cache. */
  const copy = (): { folder: string; file: string } => {
    const folder = join(root, `copy${(fresh += 1)}`);
    mkdirSync(folder, { mode: 0o700 });
    const file = join(folder, onlyFile(filled).split('/').at(-1)!);
    copyFileSync(onlyFile(filled), file);
    return { folder, file };
  };

  test('is filled by one process and found by the next', () => {
    expect(first).toMatchObject({ warm: false, saved: true });
    expect(inProcess(filled, { runs: 1 })).toMatchObject({ warm: true });
  });

  test('is for its owner only, and written in one step', () => {
    expect(statSync(filled).mode & 0o777).toBe(0o700);
    expect(statSync(onlyFile(filled)).mode & 0o777).toBe(0o600);
  });

  test('changes no bit of a result', () => {
    const without = inProcess('', { runs: 1 });
    expect(without).toMatchObject({ warm: false, saved: false });
    expect(first.results).toBe(without.results);
    expect(inProcess(filled, { runs: 1 }).results).toBe(without.results);
  });

  test('gives its code to workers with the posted module', () => {
    expect(first.posted).toBe(0);
    expect(inProcess(filled, { runs: 1 }).posted).toBeGreaterThan(0);
  });

  test.each([
    [
      'a damaged byte',
      (file: string) => {
        const all = readFileSync(file);
        all[all.length >> 1]! ^= 1;
        writeFileSync(file, all);
      },
    ],
    [
      'a damaged header',
      (file: string) => {
        const all = readFileSync(file);
        all[40]! ^= 1;
        writeFileSync(file, all);
      },
    ],
    ['a truncated file', (file: string) => truncateSync(file, statSync(file).size - 1)],
    ['a file of the header alone', (file: string) => truncateSync(file, 160)],
    ['an empty file', (file: string) => truncateSync(file, 0)],
  ])('ignores %s, and replaces it', (_what, damage) => {
    const { folder, file } = copy();
    damage(file);
    expect(inProcess(folder)).toMatchObject({ warm: false, saved: true, results: first.results });
    expect(inProcess(folder, { runs: 1 })).toMatchObject({ warm: true });
  });

  test('has a file of its own for other flags of V8, and takes none by a wrong name', () => {
    const { folder, file } = copy();
    const flags = ['--stack-size=900'];
    expect(inProcess(folder, { flags })).toMatchObject({ warm: false, saved: true, results: first.results });
    const other = readdirSync(folder)
      .map((name) => join(folder, name))
      .find((path) => path !== file)!;
    copyFileSync(file, other);
    expect(inProcess(folder, { flags, runs: 1 })).toMatchObject({ warm: false });
  });

  test.each([0o777, 0o770])('is not used in a folder of mode %o', (mode) => {
    const { folder, file } = copy();
    chmodSync(folder, mode);
    const before = readFileSync(file);
    expect(inProcess(folder, { runs: 20 })).toMatchObject({ warm: false, saved: false, results: first.results });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is not used from a file that others can write', () => {
    const { folder, file } = copy();
    chmodSync(file, 0o666);
    expect(inProcess(folder, { runs: 1 })).toMatchObject({ warm: false, results: first.results });
  });

  test('does without a folder that cannot be made', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(inProcess(join(file, 'folder'), { runs: 20 })).toMatchObject({
      warm: false,
      saved: false,
      results: first.results,
    });
  });

  test.each([
    ['nothing has run', { runs: 0 }],
    ['V8 optimises nothing', { runs: 20, flags: ['--liftoff-only'] }],
    ["V8's functions cannot be had", { runs: 20, flags: ['--disallow-code-generation-from-strings'] }],
  ])('saves nothing and does no harm when %s', (_what, how) => {
    const folder = join(root, `none${(fresh += 1)}`);
    expect(inProcess(folder, how)).toMatchObject({ warm: false, saved: false });
    expect(existsSync(folder)).toBe(false);
  });

  test('leaves the flags of the process as they were', async () => {
    await compileEngine({ codeCache: join(root, 'flags') });
    expect(() => new Function('return %GetOptimizationStatus(Math.max)')).toThrow(SyntaxError);
  });

  test('is filled by an instance itself once it has run for long enough', async () => {
    const folder = join(root, 'instance');
    const ngspice = await createNgspice({ codeCache: folder });
    await ngspice.load(RC);
    const seconds = (): number => performance.now() / 1000;
    for (const start = seconds(); seconds() < start + 60 && !existsSync(folder);) ngspice.run(STEP);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
