import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packagePath } from '../package-path.js';
import { SimulationError } from '../../engine/errors.js';

/*
 * Finds the built engine of the package ngspice-wasm before anything imports it: a clone in which it has not been
 * built, and an installation without it, must work with the other engines.
 */

const PACKAGE = 'ngspice-wasm';
const PARTS = ['index.js', 'ngspice.cjs', 'ngspice.wasm'];
const INSTEAD = 'or use --engine embedded';

/**
 * A `WebAssembly.Module`: compiled once, it is shared by all workers. Node's types and the DOM's differ, so it is
 * opaque here.
 */
export type CompiledEngine = object;

/** The engine, ready to be handed to workers. */
export interface EngineBuild {
  readonly module: CompiledEngine;
  /** First digits of the sha256 of the engine: the same digits, the same engine. */
  readonly build: string;
  /** sha256 of the engine with its wrapper. */
  readonly digest: string;
  /**
   * Keeps the optimised code of all workers for later processes, where there is a folder for it. Takes milliseconds,
   * never throws.
   */
  readonly saveCode: () => void;
}

/** `remedy` is the command that gives the engine. */
export type EnginePlace = { readonly file: string } | { readonly problem: string; readonly remedy: string };

/**
 * Whether the engine can be used: the package is installed, of the version that goes with this rulespice, and its
 * engine built.
 */
export function ngspiceWasmBuilt(): boolean {
  return 'file' in locateNgspiceWasm();
}

/** The engine's bytes, and who it is. */
export interface EngineIdentity {
  readonly wasmBinary: Uint8Array<ArrayBuffer>;
  /** As in `EngineBuild`. */
  readonly build: string;
  readonly digest: string;
}

/** Reads the engine without compiling it. @throws SimulationError of kind `engine-missing` that says what to do */
export async function readNgspiceWasm(): Promise<EngineIdentity> {
  const place = locateNgspiceWasm();
  if ('problem' in place) throw new SimulationError('engine-missing', `${place.problem}, ${INSTEAD}`);
  const wasmBinary = await readFile(place.file);
  const build = createHash('sha256').update(wasmBinary).digest('hex');
  const whole = createHash('sha256').update(`${build}\n`);
  const folder = dirname(place.file);
  for (const name of (await readdir(folder)).filter((file) => /\.c?js$/.test(file)).sort())
    whole.update(`${name}\n`).update(await readFile(join(folder, name)));
  return { wasmBinary, build: build.slice(0, 8), digest: whole.digest('hex') };
}

/**
 * Compiles the engine.
 * @param codeCache folder that keeps V8's optimised code between processes; none when not given
 */
export async function compileNgspiceWasm(
  { wasmBinary, build, digest }: EngineIdentity,
  codeCache?: string,
): Promise<EngineBuild> {
  const { compileEngine } = await import('ngspice-wasm');
  const { module, saveCode } = await compileEngine({ wasmBinary, ...(codeCache === undefined ? {} : { codeCache }) });
  return { module, saveCode, build, digest };
}

/**
 * The engine's file, or why it cannot be used and what to do. @param manifest the package.json from whose folder it is
 * looked for
 */
export function locateNgspiceWasm(manifest: string = packagePath('package.json')): EnginePlace {
  const resolve = (path: string): string | undefined => {
    try {
      return createRequire(manifest).resolve(`${PACKAGE}/${path}`);
    } catch {
      return undefined;
    }
  };
  const description = resolve('package.json');
  const wanted = (read(manifest) as { peerDependencies: Record<string, string> }).peerDependencies[PACKAGE];
  const found = description === undefined ? undefined : (read(description) as { version?: string }).version;
  const install = `"npm install ${PACKAGE}@${wanted ?? ''}"`;
  if (description !== undefined && found !== wanted) {
    return {
      remedy: install,
      problem:
        `${dirname(description)} has version ${found ?? 'unknown'} of ngspice-wasm, and this rulespice ` +
        `works with ${wanted} only; run ${install}`,
    };
  }
  const file = resolve('ngspice.wasm');
  if (file !== undefined && PARTS.every((part) => existsSync(join(dirname(file), part)))) return { file };
  // In a checkout the package is there without its engine; elsewhere it comes built.
  const remedy = description === undefined ? install : '"npm run build:ngspice"';
  return {
    remedy,
    problem:
      `ngspice-wasm, our own build of ngspice, is not ${description === undefined ? 'installed' : 'built'} here; ` +
      `run ${remedy}`,
  };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
