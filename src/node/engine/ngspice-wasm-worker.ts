import { parentPort, workerData } from 'node:worker_threads';
import {
  createNgspice,
  NgspiceError,
  NGSPICE_VERSION,
  type Messages,
  type Ngspice,
  type Plot,
  type RunResult,
  type Vector,
  type WasmModule,
} from 'ngspice-wasm';
import { POINT, type Column, type Waveforms } from '../../waveform/waveforms.js';
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
    ...(OWN_VECTORS.has(analysis.kind) ? { save: ['all'] } : save === undefined ? {} : { save }),
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
    waveforms: waveforms(result),
    stdout: [...aboutCircuit.stdout, ...stdout],
    stderr: [...aboutCircuit.stderr, ...stderr],
  };
}

/** Analyses that have vectors of their own: a list of circuit vectors would leave nothing of them. */
const OWN_VECTORS: ReadonlySet<string> = new Set(['noise', 'tf', 'pz', 'sens']);

function waveforms({ analysis, axis, vectors, totals }: Plot & Pick<RunResult, 'analysis' | 'totals'>): Waveforms {
  return {
    analysis,
    // A fresh one each time: its values move to the other thread.
    axis: axis ? column(axis) : { ...POINT, values: new Float64Array(1) },
    columns: new Map([...vectors].map(([name, vector]) => [name, column(vector)])),
    // Those of each device have names that no other engine gives.
    ...(analysis === 'noise'
      ? { totals: new Map([...totals].filter(([name]) => /^[io]noise_total$/.test(name))) }
      : {}),
  };
}

function column({ name, quantity, values, imaginary }: Vector): Column {
  return { name, kind: quantity, values, ...(imaginary ? { imaginary } : {}) };
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
