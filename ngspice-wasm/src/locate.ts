import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { EngineFactory } from './module.js';

/*
 * Finds the built engine in this package; Node only. Works from `src` and from `dist`.
 */

export function loadFactory(): EngineFactory {
  return built(() => createRequire(import.meta.url)('../dist/ngspice.cjs') as EngineFactory);
}

export function readWasm(): Uint8Array {
  return built(() => readFileSync(new URL('../dist/ngspice.wasm', import.meta.url)));
}

function built<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(
      `ngspice-wasm is not built: run "npm run build" in its folder ` +
        `(${cause instanceof Error ? cause.message : String(cause)})`,
      { cause },
    );
  }
}
