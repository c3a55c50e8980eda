import { createNgspice, NgspiceError, NGSPICE_VERSION, type EngineFactory, type Ngspice } from 'ngspice-wasm';
import { inThreadSimulator, parseSpec, savedIn, verifySpec, vocabulary, waveformsOf } from '../../src/browser.js';
import type { Simulator, ThreadEngine } from '../../src/browser.js';
import { furnish } from './furnish.js';
import type { Job, Said } from './protocol.js';

/*
 * The engine's thread. A classic worker: it alone has importScripts, which emscripten's script needs. It blocks while
 * it simulates, so the page ends it to abort.
 */

declare const createNgspiceModule: EngineFactory;
declare function importScripts(path: string): void;
declare function postMessage(said: Said): void;

const kept = new Map<string, string>();
const cache = {
  get: (key: string) => kept.get(key),
  set: (key: string, text: string) => void kept.set(key, text),
};

let started: Promise<Simulator> | undefined;

async function start(): Promise<Simulator> {
  importScripts('engine/ngspice.js');
  const answer = await fetch('engine/ngspice.wasm');
  if (!answer.ok) throw new Error(`the engine is not here (${answer.status}); run "npm run build:ngspice"`);
  const wasmBinary = new Uint8Array(await answer.arrayBuffer());
  return inThreadSimulator(engineOf(await createNgspice({ factory: createNgspiceModule, wasmBinary })));
}

function engineOf(ngspice: Ngspice): ThreadEngine {
  let about: { readonly stdout: readonly string[]; readonly stderr: readonly string[] } = { stdout: [], stderr: [] };
  return {
    info: { name: 'ngspice-wasm', version: NGSPICE_VERSION, option: 'ngspice-wasm' },
    load: async (netlist) => {
      about = await ngspice.load(netlist);
    },
    alter: (changes) => void (changes.length > 0 && ngspice.alter(changes)),
    run: (analysis, save, onProgress) => {
      const result = ngspice.run(analysis, {
        ...savedIn(analysis, save),
        ...(onProgress ? { onProgress } : {}),
      });
      const { stdout, stderr } = result.messages;
      return {
        title: result.title,
        waveforms: waveformsOf(result),
        stdout: [...about.stdout, ...stdout],
        stderr: [...about.stderr, ...stderr],
      };
    },
    failure: (error) =>
      error instanceof NgspiceError
        ? {
            kind: error.kind,
            message: error.message,
            log: error.log,
            ...(error.known === undefined ? {} : { known: error.known }),
          }
        : undefined,
  };
}

async function verify({ shelf, text }: Job): Promise<void> {
  furnish(shelf);
  const spec = parseSpec(text, 'spec.yaml', vocabulary());
  started ??= start();
  const result = await verifySpec(
    spec,
    { simulator: await started, cache },
    {
      file: 'spec.yaml',
      folder: '.',
      onProgress: ({ done, total, label }) => postMessage({ kind: 'progress', done, total, label }),
    },
  );
  postMessage({ kind: 'result', result: JSON.parse(JSON.stringify(result)) as typeof result });
}

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  verify(data).catch((error: unknown) =>
    postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});
