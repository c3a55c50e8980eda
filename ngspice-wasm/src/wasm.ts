/** The part of WebAssembly's JavaScript interface that we use, typed here because Node's types and the DOM's differ. */

/** A compiled `WebAssembly.Module`; it can be posted to workers. */
export interface WasmModule {
  readonly [Symbol.toStringTag]?: string;
}

interface WasmApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => object;
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(module: WasmModule, imports: object): Promise<object>;
}

export const wasm = (globalThis as unknown as { readonly WebAssembly: WasmApi }).WebAssembly;
