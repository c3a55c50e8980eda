import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packagePath } from '../units/package-path.js';
import { SimulationError } from './errors.js';

/*
 * Finds the built engine of the package ngspice-wasm without importing it: a clone in which it has not been built, and an
 * installation without it, must work with the other engines.
 */

const PARTS = ['index.js', 'ngspice.cjs', 'ngspice.wasm'];

/** A `WebAssembly.Module`: compiled once, it is shared by all workers. Node's types and the DOM's differ, so it is opaque here. */
export type CompiledEngine = object;

/** The engine, ready to be handed to workers. */
export interface EngineBuild {
  readonly module: CompiledEngine;
  /** First digits of the sha256 of the engine: the same digits, the same engine. */
  readonly build: string;
}

/** Whether the engine can be used: the package is installed and its engine built. */
export function ngspiceWasmBuilt(): boolean {
  return locate() !== undefined;
}

/** Reads and compiles the engine. @throws SimulationError of kind `engine-missing` that says what to do */
export async function compileNgspiceWasm(): Promise<EngineBuild> {
  const file = locate();
  if (file === undefined) {
    throw new SimulationError('engine-missing', 'ngspice-wasm, our own build of ngspice, is not built here; run "npm run build:ngspice" in a checkout of rulespice, or use --engine embedded');
  }
  const bytes = await readFile(file);
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: { compile(bytes: Uint8Array): Promise<CompiledEngine> } };
  return { module: await WebAssembly.compile(bytes), build: createHash('sha256').update(bytes).digest('hex').slice(0, 8) };
}

function locate(): string | undefined {
  try {
    const file = createRequire(packagePath('package.json')).resolve('ngspice-wasm/ngspice.wasm');
    return PARTS.every((part) => existsSync(join(dirname(file), part))) ? file : undefined;
  } catch {
    return undefined;
  }
}
