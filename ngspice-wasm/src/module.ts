import { wasm as api, type WasmModule } from './wasm.js';

/** Address of an object in the engine's memory. */
export type Pointer = number;

/** What the C bridge calls (csrc/bridge_callbacks.c). */
export interface BridgeCallbacks {
  onLine(line: string): void;
  onExit(status: number): void;
  /** @returns 1 to stop the analysis */
  onPoint(at: number, fraction: number, values: Pointer, count: number): number;
  onSource(slot: number, time: number): number;
  onSourceName(name: string): number;
  onStep(time: number, delta: number, before: number, redo: number, location: number): number;
  onEvent(time: number): number;
}

/** What we use of emscripten's module: the bridge's functions (csrc/bridge.c) and a file system in memory. */
export interface EngineModule extends BridgeCallbacks {
  readonly HEAPF64: Float64Array;
  readonly HEAPU8: Uint8Array;
  readonly FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, data: string | Uint8Array): void;
    unlink(path: string): void;
    chmod(path: string, mode: number): void;
    /** Counts every file and folder that was ever made. */
    readonly nextInode: number;
    readonly streams: readonly ({ readonly tty?: { readonly output: number[] } } | null | undefined)[];
  };
  UTF8ToString(text: Pointer): string;
  stringToUTF8(text: string, to: Pointer, room: number): void;
  lengthBytesUTF8(text: string): number;
  _malloc(bytes: number): Pointer;
  _free(pointer: Pointer): void;
  _ngw_init(): number;
  _ngw_circuit(text: Pointer): number;
  _ngw_command(command: Pointer): number;
  _ngw_listen(what: number, names: Pointer): number;
  _ngw_interrupt(): void;
  _ngw_plot(): Pointer;
  _ngw_title(): Pointer;
  _ngw_loaded(): number;
  _ngw_first(plot: Pointer): Pointer;
  _ngw_next(vector: Pointer): Pointer;
  _ngw_name(vector: Pointer): Pointer;
  _ngw_length(vector: Pointer): number;
  _ngw_type(vector: Pointer): number;
  _ngw_is_complex(vector: Pointer): number;
  _ngw_is_scale(vector: Pointer): number;
  _ngw_values(vector: Pointer): Pointer;
  _ngw_solver_set(solver: number, threshold: number): void;
  _ngw_klu_uses(): number;
  _ngw_linear_range_set(volts: number): void;
  _ngw_memory(): number;
  _ngw_statistic(which: number): number;
}

/** emscripten's entry: takes settings, gives the module that they became. */
export type EngineFactory = (settings: Record<string, unknown>) => Promise<EngineModule>;

export interface EngineSource {
  readonly factory: EngineFactory;
  readonly wasm: WasmModule;
  /** Told how long each run took, s. */
  readonly ran?: (seconds: number) => void;
}

const PAGE = 65_536;
/** Memory that the engine's build asks for at its start. */
export const INITIAL_PAGES = 512;
/** Its stack, as the build says. */
export const STACK_BYTES = 8_388_608;

/**
 * Starts one engine: its memory limited, its file system without a way to the host's terminal, its exit calls turned
 * into exceptions.
 */
export async function startEngine(
  { factory, wasm }: EngineSource,
  callbacks: BridgeCallbacks,
  memoryLimitBytes: number,
): Promise<EngineModule> {
  const maximum = Math.max(INITIAL_PAGES, Math.floor(memoryLimitBytes / PAGE));
  const module = await factory({
    ...callbacks,
    wasmMemory: new api.Memory({ initial: INITIAL_PAGES, maximum }),
    instantiateWasm(imports: object, ready: (instance: object) => void) {
      void api.instantiate(wasm, imports).then(ready);
      return {};
    },
    stdin: () => null,
    print: (line: string) => callbacks.onLine(`stdout ${line}`),
    printErr: (line: string) => callbacks.onLine(`stderr ${line}`),
    quit: (_status: number, reason: Error) => {
      throw reason;
    },
  });
  for (const device of ['/dev/tty', '/dev/tty1', '/dev/stdin']) {
    try {
      module.FS.unlink(device);
    } catch {
      // This version does not have it.
    }
  }
  return module;
}

/** Gives C a text for the time of one call. */
export function withText<T>(module: EngineModule, text: string, use: (pointer: Pointer) => T): T {
  const room = module.lengthBytesUTF8(text) + 1;
  const pointer = module._malloc(room);
  if (pointer === 0) throw new RangeError(`no memory for ${room} bytes of text`);
  module.stringToUTF8(text, pointer, room);
  try {
    return use(pointer);
  } finally {
    module._free(pointer);
  }
}
