import { createHash } from 'node:crypto';
import v8 from 'node:v8';
import { CodeFile } from './code-file.js';
import { optimisedCode } from './optimised-code.js';
import type { WasmModule } from './wasm.js';

/*
 * In each process V8 starts the engine in slow code, and optimises what is used while it runs: 0.4 s for transistor
 * circuits. This cache keeps the optimised code from one process to the next. Node only.
 */

/** Code that is not this much larger than what the file has is not worth writing. */
const WORTHWHILE_GROWTH = 1.02;
/** Time of runs, s, after which an instance saves for the first time, and the factor to each next time. */
const [FIRST_SAVE_SECONDS, NEXT_SAVE_FACTOR] = [0.3, 4];

/** The code of one engine in one folder. Nothing here throws: without a cache the engine is compiled. */
export class CodeCache {
  private stored = 0;
  private seconds = 0;
  private saveAt = FIRST_SAVE_SECONDS;
  private readonly file: CodeFile;

  constructor(
    folder: string,
    private readonly wasmBytes: Uint8Array,
  ) {
    this.file = new CodeFile(folder, keyOf(wasmBytes));
  }

  /** The engine with the code of earlier processes, when there is any that this V8 takes. */
  load(): WasmModule | undefined {
    try {
      const natives = optimisedCode();
      const code = natives && this.file.read();
      const module = code && natives.deserialise(code, this.wasmBytes);
      if (module) this.stored = code.byteLength;
      return module;
    } catch {
      return undefined;
    }
  }

  /**
   * Writes what has been optimised so far, unless the file has nearly as much; takes a few milliseconds. @returns
   * whether it was written
   */
  save(module: WasmModule): boolean {
    try {
      const code = optimisedCode()?.serialise(module);
      if (!code || code.byteLength < this.stored * WORTHWHILE_GROWTH || !this.file.write(code)) return false;
      this.stored = code.byteLength;
      return true;
    } catch {
      return false;
    }
  }

  /** To be told of every run: saves when the engine has run for long enough to be optimised, and ever more rarely. */
  ran(module: WasmModule, seconds: number): void {
    this.seconds += seconds;
    if (this.seconds < this.saveAt) return;
    this.saveAt = this.seconds * NEXT_SAVE_FACTOR;
    this.save(module);
  }
}

/** V8's tag covers its version, its flags and what the processor can do. */
function keyOf(wasmBytes: Uint8Array): string {
  const parts = [
    createHash('sha256').update(wasmBytes).digest('hex'),
    process.versions.v8,
    process.platform,
    process.arch,
    String(v8.cachedDataVersionTag()),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
