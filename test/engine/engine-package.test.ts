import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateNgspiceWasm } from '../../src/node/engine/ngspice-wasm-package.js';

describe('the package ngspice-wasm', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rulespice-package-'));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ peerDependencies: { 'ngspice-wasm': '0.1.0' } }));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function install(version: string, parts: readonly string[]): string {
    const folder = join(root, 'node_modules', 'ngspice-wasm');
    mkdirSync(join(folder, 'dist'), { recursive: true });
    const exports = { './ngspice.wasm': './dist/ngspice.wasm', './package.json': './package.json' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'ngspice-wasm', version, exports }));
    for (const part of parts) writeFileSync(join(folder, 'dist', part), '');
    return folder;
  }

  const look = (): unknown => locateNgspiceWasm(join(root, 'package.json'));
  const PARTS = ['index.js', 'ngspice.cjs', 'ngspice.wasm'];

  test('is found with its version and its parts', () => {
    const folder = install('0.1.0', PARTS);
    expect(look()).toEqual({ file: join(folder, 'dist', 'ngspice.wasm') });
  });

  test.each(['9.9.9', '0.1.1', '0.0.1'])('of version %s is refused, by name', (version) => {
    const folder = install(version, PARTS);
    expect(look()).toEqual({
      problem:
        `${folder} has version ${version} of ngspice-wasm, and this rulespice works with 0.1.0 only; ` +
        `run "npm install ngspice-wasm@0.1.0"`,
      remedy: '"npm install ngspice-wasm@0.1.0"',
    });
  });

  test('that is not built is said to be so', () => {
    install('0.1.0', PARTS.slice(0, 2));
    expect(look()).toEqual({
      problem: expect.stringContaining('npm run build:ngspice') as string,
      remedy: '"npm run build:ngspice"',
    });
  });
});
