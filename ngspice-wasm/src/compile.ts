import { wasm, type WasmModule } from './wasm.js';

export interface CompileOptions {
  /** Bytes of ngspice.wasm; read from the package in Node when not given. */
  readonly wasmBinary?: Uint8Array;
  /**
   * Folder that keeps the code V8 has optimised for later processes; none when not given. Node only. It is made with
   * mode 0700. A folder that another user owns or others may write to is not used: who writes there can run code as
   * this process.
   */
  readonly codeCache?: string;
}

/** The engine, compiled once; its module can be posted to any number of workers. */
export interface CompiledEngine {
  readonly module: WasmModule;
  /** Whether optimised code of an earlier process was found. */
  readonly warm: boolean;
  /**
   * Keeps what V8 has optimised so far, in whatever thread, for later processes. Takes milliseconds, never throws.
   * @returns whether there was anything new to write
   */
  readonly saveCode: () => boolean;
  /**
   * To be told of every run, with its length in s: saves when that is due. Ngspice does it for the module it compiled
   * itself.
   */
  readonly ran: (seconds: number) => void;
}

const packaged = new Map<string | undefined, Promise<CompiledEngine>>();

/**
 * Compiles the engine, or takes it from the code cache. Without bytes of your own, once for each folder in this thread.
 */
export async function compileEngine({ wasmBinary, codeCache }: CompileOptions = {}): Promise<CompiledEngine> {
  if (wasmBinary) return compile(wasmBinary, codeCache);
  let engine = packaged.get(codeCache);
  if (!engine) {
    engine = import('./locate.js').then(({ readWasm }) => compile(readWasm(), codeCache));
    packaged.set(codeCache, engine);
  }
  return engine;
}

async function compile(bytes: Uint8Array, codeCache: string | undefined): Promise<CompiledEngine> {
  if (codeCache === undefined)
    return { module: await wasm.compile(bytes), warm: false, saveCode: () => false, ran: () => undefined };
  const { CodeCache } = await import('./code-cache.js');
  const cache = new CodeCache(codeCache, bytes);
  const stored = cache.load();
  const module = stored ?? (await wasm.compile(bytes));
  return {
    module,
    warm: stored !== undefined,
    saveCode: () => cache.save(module),
    ran: (seconds) => cache.ran(module, seconds),
  };
}
