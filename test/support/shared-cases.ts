import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ngspiceWasmBuilt } from '../../src/node/engine/ngspice-wasm-package.js';
import type { EngineName } from '../../src/node/engine/registry.js';
import { nativeInstalled } from './native.js';

const BIN = resolve('bin', 'rulespice.js');
const folderOf = (kind: string): string => resolve('..', 'shared', 'cases', kind);

/** What a command did. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Folder of the project in which the command runs. */
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * A copy of cases as a project of its own, in a temporary folder that also is the one of its engines: where a hidden
 * command ran, a file appears in it.
 */
export class CaseProject {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'rulespice-cases-')));
  readonly folder = join(this.root, 'project');
  readonly cache = join(this.root, 'cache');
  readonly #temporary = join(this.root, 'tmp');
  #lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];

  /** @param kind folder of ../shared/cases; @param parts what of it is copied */
  constructor(kind: string, parts: readonly string[]) {
    for (const folder of [this.folder, join(this.folder, '.git'), this.#temporary]) mkdirSync(folder);
    for (const part of parts) cpSync(join(folderOf(kind), part), join(this.folder, part), { recursive: true });
    for (const entry of readdirSync(this.folder, { recursive: true, withFileTypes: true }))
      chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Runs `rulespice` as a user does; two commands at a time. */
  run(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const [lane = Promise.resolve(), ...others] = this.#lanes;
    const outcome = lane.then(() => this.#start(argv, options));
    this.#lanes = [...others, outcome.catch(() => undefined)];
    return outcome;
  }

  #start(argv: readonly string[], { cwd = '', input = '', env = {} }: RunOptions): Promise<Outcome> {
    const own = { TMPDIR: this.#temporary, RULESPICE_CACHE: this.cache, NO_COLOR: '1', CI: 'true', GITHUB_ACTIONS: '' };
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [BIN, ...argv], {
        cwd: this.path(cwd),
        env: { ...process.env, ...own, ...env },
      });
      let [out, err] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      child.on('error', fail).on('close', (code) => done({ code, out, err }));
      child.stdin.on('error', () => undefined).end(input);
    });
  }

  /** No hidden command ran, nothing was written outside, and what was printed is for people. */
  expectHarmless({ out, err }: Outcome): void {
    const files = readdirSync(this.root, { recursive: true, encoding: 'utf8' });
    expect([...files, ...readdirSync(tmpdir())].filter((name) => /rulespice-pwned/i.test(name))).toEqual([]);
    expect(readdirSync(this.root).filter((name) => !['project', 'cache', 'tmp'].includes(name))).toEqual([]);
    expect(`${out}${err}`).not.toMatch(/^ +at .*:\d+/m);
    // eslint-disable-next-line no-control-regex -- that is what must not be there
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(`${out}${err}`).not.toMatch(/^\s*::/m);
    expect(err.split('\n').length).toBeLessThan(45);
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Registers tests on ../shared/cases/<kind>, or one that says in the report that they did not run. */
export function describeWithSharedCases(kind: string, title: string, define: () => void): void {
  if (existsSync(folderOf(kind))) {
    describe(title, define);
    return;
  }
  test(`${title} - SKIPPED: ../shared/cases/${kind} is not beside this checkout`, () => {
    console.warn(`${title}: not checked, because ../shared/cases/${kind} is not beside this checkout`);
  });
}

const PRESENT: readonly (readonly [EngineName, boolean])[] = [
  ['ngspice-wasm', ngspiceWasmBuilt()],
  ['embedded', true],
  ['native', nativeInstalled],
];

/** The engines of this machine; each that is missing is a test that says so. */
export function presentEngines(): EngineName[] {
  for (const [name, present] of PRESENT)
    if (!present) test(`SKIPPED: ${name} is not here`, () => console.warn(`not checked on ${name}: it is not here`));
  return PRESENT.filter(([, present]) => present).map(([name]) => name);
}
