import { parentPort, workerData } from 'node:worker_threads';
import {
  createNgspice,
  NgspiceError,
  NGSPICE_VERSION,
  type Messages,
  type Ngspice,
  type WasmModule,
} from 'ngspice-wasm';
import { savedIn, waveformsOf } from '../../engine/engine-run.js';
import { CouplingClient } from '../../engine/coupling-client.js';
import type {
  NgspiceEvent,
  NgspiceJob,
  NgspiceOutcome,
  NgspiceResult,
  NgspiceRun,
  NgspiceWorkerData,
} from './ngspice-wasm-protocol.js';
import type { WorkerMessage } from './pool-member.js';

/*
 * Runs in a worker thread: one ngspice, and the circuit it holds. What is loaded where is known to the thread of the
 * caller; this one does as it is told and answers once. Only modules of this thread import ngspice-wasm, which may be
 * absent.
 */

const port = parentPort;
if (!port) throw new Error('this module is the worker of src/node/engine/ngspice-wasm.ts');
const post = (message: WorkerMessage<NgspiceOutcome, NgspiceEvent>, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);
const tell = (event: NgspiceEvent): void => post({ type: 'event', event });

/** Warnings about the circuit count for every run of it. */
let aboutCircuit: Messages = { stdout: [], stderr: [] };

async function serve(ngspice: Ngspice, { load, alter, run }: NgspiceJob): Promise<NgspiceOutcome> {
  try {
    if (load !== undefined) aboutCircuit = await ngspice.load(load);
    if (alter.length > 0) ngspice.alter(alter);
    return run === undefined ? { ok: true } : { ok: true, result: perform(ngspice, run) };
  } catch (error) {
    if (!(error instanceof NgspiceError)) throw error;
    const { kind, message, log, known } = error;
    return { ok: false, failure: { kind, message, log, ...(known === undefined ? {} : { known }) } };
  }
}

function perform(ngspice: Ngspice, { analysis, save, progress, abort, coupling }: NgspiceRun): NgspiceResult {
  const client =
    coupling && new CouplingClient(coupling.memory, coupling.watch, (request) => tell({ kind: 'coupling', request }));
  const result = ngspice.run(analysis, {
    ...savedIn(analysis, save),
    abortFlag: new Int32Array(abort),
    ...(progress ? { onProgress: (fraction: number) => tell({ kind: 'progress', fraction }) } : {}),
    ...(client
      ? {
          watch: client.watch,
          onPoint: (at: number, values: Float64Array) => client.onPoint(at, values),
          sources: (name: string, time: number) => client.source(name, time),
          nextEvent: (time: number) => client.nextEvent(time),
        }
      : {}),
  });
  client?.finish();
  const { stdout, stderr } = result.messages;
  return {
    title: result.title,
    waveforms: waveformsOf(result),
    stdout: [...aboutCircuit.stdout, ...stdout],
    stderr: [...aboutCircuit.stderr, ...stderr],
  };
}

/** The vectors move to the other thread, they are not copied. */
function buffersOf(outcome: NgspiceOutcome): ArrayBuffer[] {
  if (!outcome.ok || !outcome.result) return [];
  const { axis, columns } = outcome.result.waveforms;
  return [axis, ...columns.values()]
    .flatMap(({ values, imaginary }) => [values, ...(imaginary ? [imaginary] : [])])
    .map(({ buffer }) => buffer as ArrayBuffer);
}

const { module, build } = workerData as NgspiceWorkerData;
const ngspice = await createNgspice({ wasmBinary: module as WasmModule });
port.on('message', (job: NgspiceJob) => {
  serve(ngspice, job).then(
    (response) => post({ type: 'done', response, memoryBytes: ngspice.memory().reserved }, buffersOf(response)),
    (error: unknown) =>
      post({ type: 'failed', message: `ngspice-wasm: ${error instanceof Error ? error.message : String(error)}` }),
  );
});
post({ type: 'ready', version: `${NGSPICE_VERSION} (build ${build})` });
