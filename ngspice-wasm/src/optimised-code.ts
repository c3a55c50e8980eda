import v8 from 'node:v8';
import { INITIAL_PAGES } from './module.js';
import type { WasmModule } from './wasm.js';

/*
 * V8 can write down a compiled module with its optimised code, and read it back in another process. Chromium's code
 * cache is made of it, but Node gives it no interface: the functions are V8's own ("natives"), visible to code that is
 * parsed while a flag of V8 is set. They are parsed once; the flag is set for that moment only. Where they are missing
 * or something else by that name, there is no code cache and nothing else changes. Node only.
 */

/** What V8 can do with the optimised code of a module. */
export interface OptimisedCode {
  /**
   * A module with the optimised code that `serialise` wrote; undefined when V8 refuses it (another version, flags,
   * processor).
   */
  deserialise(code: ArrayBuffer, wasmBytes: Uint8Array): WasmModule | undefined;
  /** The optimised code of a module, whatever thread made it; undefined when nothing has been optimised so far. */
  serialise(module: WasmModule): ArrayBuffer | undefined;
}

type Native<Arguments extends readonly unknown[], Result> = (...all: Arguments) => Result;

interface Natives {
  readonly serialise: Native<[module: WasmModule], ArrayBuffer | undefined>;
  readonly deserialise: Native<[code: ArrayBuffer, wasmBytes: Uint8Array], WasmModule | undefined>;
  readonly optimised: Native<[exported: unknown], boolean>;
}

/** V8's functions, or undefined where they do not exist. */
export function optimisedCode(): OptimisedCode | undefined {
  natives ??= [parseNatives()];
  const [found] = natives;
  if (!found) return undefined;
  return {
    deserialise: (code, wasmBytes) => found.deserialise(code, wasmBytes),
    // V8 ends the process when asked to serialise a module of which nothing is optimised.
    serialise: (module) => (someOptimised(module, found.optimised) ? found.serialise(module) : undefined),
  };
}

let natives: readonly [Natives | undefined] | undefined;

function parseNatives(): Natives | undefined {
  const FLAG = 'allow-natives-syntax';
  const parsed = tryParse();
  if (parsed) return parsed;
  try {
    v8.setFlagsFromString(`--${FLAG}`);
    return tryParse();
  } catch {
    return undefined;
  } finally {
    try {
      v8.setFlagsFromString(`--no-${FLAG}`);
    } catch {
      // Not Node's V8: then it was not set either.
    }
  }
}

function tryParse(): Natives | undefined {
  // Fixed texts in V8's own syntax, which no compiler of ours reads.
  const native = <T>(parameters: string, body: string): T => new Function(parameters, `return ${body}`) as T;
  try {
    return {
      serialise: native('module', '%SerializeWasmModule(module)'),
      deserialise: native('code, wasmBytes', '%DeserializeWasmModule(code, wasmBytes)'),
      optimised: native('exported', '%IsTurboFanFunction(exported)'),
    };
  } catch {
    return undefined;
  }
}

/**
 * Asks the exported functions, of which an instance that never runs gives us hold: `malloc` is among the first to be
 * optimised.
 */
function someOptimised(module: WasmModule, optimised: Natives['optimised']): boolean {
  const { Module, Instance, Memory } = (globalThis as unknown as { readonly WebAssembly: Reflection }).WebAssembly;
  const imports: Record<string, Record<string, unknown>> = {};
  for (const { module: from, name, kind } of Module.imports(module)) {
    if (kind !== 'function' && kind !== 'memory') return false;
    (imports[from] ??= {})[name] =
      kind === 'function' ? () => 0 : new Memory({ initial: INITIAL_PAGES, maximum: INITIAL_PAGES });
  }
  return Object.values(new Instance(module, imports).exports).some(
    (exported) => typeof exported === 'function' && optimised(exported),
  );
}

interface Reflection {
  readonly Module: {
    imports(module: WasmModule): readonly { readonly module: string; readonly name: string; readonly kind: string }[];
  };
  readonly Instance: new (
    module: WasmModule,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => object;
}
