import type { EngineFactory } from './module.js';
import { Ngspice } from './ngspice.js';
import type { NgspiceSettings } from './types.js';
import { wasm, type WasmModule } from './wasm.js';

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

export interface CreateOptions extends NgspiceSettings {
  /** Bytes of ngspice.wasm, or the compiled module; read from the package in Node when not given. */
  readonly wasmBinary?: Uint8Array | WasmModule;
  /** What ngspice.cjs exports or, loaded as a script, leaves in `createNgspiceModule`; needed in browsers. */
  readonly factory?: EngineFactory;
}

let compiled: Promise<WasmModule> | undefined;
let found: EngineFactory | undefined;

/** Starts an ngspice. Several in one process are independent; each belongs to the thread that made it. */
export async function createNgspice({ wasmBinary, factory, ...settings }: CreateOptions = {}): Promise<Ngspice> {
  const source = { factory: factory ?? (await packaged()).factory, wasm: await compile(wasmBinary) };
  const ngspice = new Ngspice(source, settings);
  await ngspice.start();
  return ngspice;
}

async function compile(binary: CreateOptions['wasmBinary']): Promise<WasmModule> {
  if (binary instanceof Uint8Array) return wasm.compile(binary);
  if (binary) return binary;
  compiled ??= packaged().then(({ read }) => wasm.compile(read()));
  return compiled;
}

/** Only Node gets here: a browser gives both options. */
async function packaged(): Promise<{ factory: EngineFactory; read: () => Uint8Array }> {
  const { loadFactory, readWasm } = await import('./locate.js');
  found ??= loadFactory();
  return { factory: found, read: readWasm };
}
