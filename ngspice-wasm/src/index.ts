import { compileEngine, type CompileOptions } from './compile.js';
import type { EngineFactory, EngineSource } from './module.js';
import { Ngspice } from './ngspice.js';
import type { NgspiceSettings } from './types.js';
import type { WasmModule } from './wasm.js';

export { compileEngine, type CompiledEngine, type CompileOptions } from './compile.js';
export type { Analysis, DcSweep, Scale } from './analysis.js';
export { NgspiceError, type NgspiceErrorDetails, type NgspiceErrorKind } from './errors.js';
export type { RunListeners, StepInfo } from './listeners.js';
export { MAX_NETLIST_CHARACTERS } from './netlist.js';
export type { EngineFactory } from './module.js';
export { KLU_THRESHOLD, Ngspice, flatName } from './ngspice.js';
export type { Alteration, Messages, ModelAlteration, NgspiceSettings, RunOptions, RunResult, Solver } from './types.js';
export type { Plot, Quantity, Vector } from './vectors.js';
export type { WasmModule } from './wasm.js';

/** Version of ngspice inside. */
export const NGSPICE_VERSION = '39.3';

export interface CreateOptions extends NgspiceSettings, Pick<CompileOptions, 'codeCache'> {
  /** Bytes of ngspice.wasm, or the compiled module; read from the package in Node when not given. */
  readonly wasmBinary?: Uint8Array | WasmModule;
  /** What ngspice.cjs exports or, loaded as a script, leaves in `createNgspiceModule`; needed in browsers. */
  readonly factory?: EngineFactory;
}

let found: EngineFactory | undefined;

/** Starts an ngspice. Several in one process are independent; each belongs to the thread that made it. */
export async function createNgspice({
  wasmBinary,
  factory,
  codeCache,
  ...settings
}: CreateOptions = {}): Promise<Ngspice> {
  const source = { factory: factory ?? (await packagedFactory()), ...(await compiled(wasmBinary, codeCache)) };
  const ngspice = new Ngspice(source, settings);
  await ngspice.start();
  return ngspice;
}

async function compiled(
  wasmBinary: CreateOptions['wasmBinary'],
  codeCache: string | undefined,
): Promise<Pick<EngineSource, 'wasm' | 'ran'>> {
  if (wasmBinary && !(wasmBinary instanceof Uint8Array)) return { wasm: wasmBinary };
  const { module, ran } = await compileEngine({
    ...(wasmBinary ? { wasmBinary } : {}),
    ...(codeCache === undefined ? {} : { codeCache }),
  });
  return { wasm: module, ran };
}

/** Only Node gets here: a browser gives its own. */
async function packagedFactory(): Promise<EngineFactory> {
  found ??= (await import('./locate.js')).loadFactory();
  return found;
}
