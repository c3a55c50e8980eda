import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../src/node/package-path.js';

/** A copy of the sources, to carry out a recipe of CONTRIBUTING.md in. */
export interface Checkout {
  readonly folder: string;
  /** Runs Node with these words in the copy. */
  run(...words: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  /** `npm run new`. */
  make(kind: string, name: string): ReturnType<Checkout['run']>;
  /** Runs the unit tests whose path matches, those of a name where one is given. */
  test(paths: string, name?: string): ReturnType<Checkout['run']>;
  /** What the compiler says of some files and of all that they import. */
  compile(...include: string[]): ReturnType<Checkout['run']>;
  remove(): void;
}

const PARTS = [
  ...['src', 'scripts', 'test', 'templates', 'models', 'examples', 'schema', 'NOTICE'],
  ...['package.json', 'jest.config.js', 'tsconfig.json'],
];

export function checkout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'rulespice-new-'));
  for (const part of PARTS) cpSync(packagePath(part), join(folder, part), { recursive: true });
  symlinkSync(packagePath('node_modules'), join(folder, 'node_modules'));
  const run: Checkout['run'] = (...words) =>
    spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return {
    folder,
    run,
    make: (kind, name) => run('scripts/new.js', kind, name),
    test: (paths, name) =>
      run(
        ...['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', 'unit'],
        ...['--testPathPatterns', paths, ...(name === undefined ? [] : ['-t', name])],
      ),
    compile: (...include) => {
      const config = { extends: './tsconfig.json', include };
      writeFileSync(join(folder, 'tsconfig.new.json'), JSON.stringify(config));
      return run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json');
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
