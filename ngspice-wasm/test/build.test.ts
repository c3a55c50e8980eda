import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface AptEntry {
  readonly options?: string;
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}
interface Fetch {
  readonly installedEntries: (root: string) => AptEntry[];
  readonly sourceLines: (entries: readonly AptEntry[]) => string;
}
interface Checksum {
  readonly assertChecksum: (file: string, expected: string, what: string) => void;
}

const root = fileURLToPath(new URL('../', import.meta.url));
const load = async <T>(module: string): Promise<T> => (await import(join(root, 'build/lib', module))) as T;

describe('the recipe', () => {
  test('turns both formats of apt configuration into deb-src lines, of Debian only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ngspice-wasm-apt-'));
    mkdirSync(join(folder, 'sources.list.d'));
    writeFileSync(
      join(folder, 'sources.list'),
      'deb [signed-by=/k.gpg] http://one.invalid/debian bookworm main contrib\n# deb http://no.invalid x main\n',
    );
    writeFileSync(
      join(folder, 'sources.list.d/debian.sources'),
      'Types: deb\n# a comment\nURIs: http://two.invalid/debian\nSuites: bookworm ' +
        'bookworm-updates\nComponents: main\nSigned-By: /usr/share/k.gpg\n\nTypes: deb\nURIs: ' +
        'http://three.invalid\nSuites: nodistro\nComponents: other\n',
    );
    const { installedEntries, sourceLines } = await load<Fetch>('fetch.mjs');
    expect(sourceLines(installedEntries(folder)).trim().split('\n')).toEqual([
      'deb-src [signed-by=/k.gpg] http://one.invalid/debian bookworm main contrib',
      'deb-src [signed-by=/usr/share/k.gpg] http://two.invalid/debian bookworm main',
      'deb-src [signed-by=/usr/share/k.gpg] http://two.invalid/debian bookworm-updates main',
    ]);
    expect(() => sourceLines([])).toThrow(/no Debian archive/);
  });

  test('refuses an archive with another checksum, and one that is not there', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'ngspice-wasm-sum-')), 'archive');
    writeFileSync(file, 'hello');
    const { assertChecksum } = await load<Checksum>('checksum.mjs');
    expect(() =>
      assertChecksum(file, '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824', 'x'),
    ).not.toThrow();
    expect(() => assertChecksum(file, 'ab'.repeat(32), 'NGSPICE_TARBALL')).toThrow(/NGSPICE_TARBALL.*pinned/);
    expect(() => assertChecksum(`${file}.no`, 'ab'.repeat(32), 'x')).toThrow(/no file/);
  });

  test('the key of a build names its folder in the cache, and RULESPICE_CACHE moves it', () => {
    const key = (env: Record<string, string>): string =>
      execFileSync(process.execPath, [join(root, 'build/build.mjs'), '--key'], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      }).trim();
    expect(key({ RULESPICE_CACHE: '/somewhere' })).toMatch(/^\/somewhere\/ngspice-wasm\/[0-9a-f]{24}$/);
    expect(key({ RULESPICE_CACHE: '', XDG_CACHE_HOME: '/xdg' })).toMatch(/^\/xdg\/rulespice\/ngspice-wasm\//);
  });

  test('building as npm does, RULESPICE_CACHE does not move it: who sets that would wait ten minutes', () => {
    const key = (env: Record<string, string>): string =>
      execFileSync(process.execPath, [join(root, 'scripts/build-engine.mjs'), '--key'], {
        encoding: 'utf8',
        env: { ...process.env, NGSPICE_WASM_CACHE: '', ...env },
      }).trim();
    expect(key({ RULESPICE_CACHE: '/somewhere', XDG_CACHE_HOME: '/xdg' })).toMatch(/^\/xdg\/rulespice\/ngspice-wasm\//);
    expect(key({ NGSPICE_WASM_CACHE: '/somewhere' })).toMatch(/^\/somewhere\/ngspice-wasm\/[0-9a-f]{24}$/);
  });

  test('while it builds, its logs say how far it is', async () => {
    const { progressOf } = (await import(join(root, 'scripts/build-engine.mjs'))) as {
      progressOf: (logs: Record<string, string>) => string | undefined;
    };
    expect(progressOf({})).toBeUndefined();
    expect(progressOf({ 'autogen.log': '' })).toBe('preparing ngspice');
    expect(progressOf({ 'configure.log': 'checking a\nchecking b\nconfigure: x\n' })).toBe(
      'configuring ngspice, 2 checks so far',
    );
    expect(progressOf({ 'make.log': '  CC       a.lo\nmake[2]: x\n  CC       b.lo\n' })).toBe(
      'compiling ngspice, 2 files so far',
    );
  });

  test('no path of the machine that built it is in the engine', () => {
    const wasm = readFileSync(join(root, 'dist/ngspice.wasm')).toString('latin1');
    for (const path of ['/tmp/ngspice-wasm-', root, '/usr/share/emscripten'])
      expect(wasm.includes(path) ? path : '').toBe('');
  });
});
