import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { packagePath } from '../units/package-path.js';
import { assertCircuit } from './deck.js';
import { splitDeck } from './deck-split.js';
import { SimulationError } from './errors.js';
import { compileNgspiceWasm } from './ngspice-wasm-package.js';
import type { NgspiceEvent, NgspiceJob, NgspiceOutcome, NgspiceWorkerData } from './ngspice-wasm-protocol.js';
import { NgspiceSession, type LoadedCircuits, type NgspicePool } from './ngspice-wasm-session.js';
import { WorkerPool } from './pool.js';
import type { Capabilities, Circuit, DeckResult, EngineInfo, RunOptions, Session, Simulator } from './simulator.js';

const START_SECONDS = 60;
/** Measured in ngspice-wasm/test/memory.test.ts: a run leaves about 600 bytes, so this many leave 6 MB. */
const RUNS_PER_WORKER = 10_000;
/** The memory of a WebAssembly instance never shrinks: one huge result would stay for ever. */
const BYTES_PER_WORKER = 512 * 1024 ** 2;

export interface NgspiceWasmOptions {
  /** Number of worker threads; default: one per processor. */
  readonly jobs?: number;
  /** Runs after which a worker is replaced. */
  readonly runsPerWorker?: number;
}

/** Our own build of ngspice (workspace ngspice-wasm), one instance in each worker thread, started when first needed. */
export function createNgspiceWasm(options: NgspiceWasmOptions = {}): Simulator {
  return new NgspiceWasmSimulator(options);
}

class NgspiceWasmSimulator implements Simulator {
  readonly capabilities: Capabilities = { inPlaceParameters: true, progress: true, externalSources: true };
  private readonly file = packagePath('dist', 'engine', 'ngspice-wasm-worker.js');
  private readonly loaded: LoadedCircuits = new WeakMap();
  private started: Promise<NgspicePool> | undefined;
  private disposed = false;

  constructor(private readonly options: NgspiceWasmOptions) {}

  async info(): Promise<EngineInfo> {
    const pool = await this.pool();
    return { name: 'ngspice-wasm', version: await pool.version(), option: 'ngspice-wasm' };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an unsafe circuit has to reject, not to throw
  async open(circuit: Circuit): Promise<Session> {
    assertCircuit(circuit);
    return this.session(circuit);
  }

  async runDeck(deck: string, options: Omit<RunOptions, 'save'> = {}): Promise<readonly DeckResult[]> {
    const { circuit, analyses } = splitDeck(deck);
    const session = this.session(circuit);
    const results: DeckResult[] = [];
    for (const { analysis } of analyses) results.push({ analysis: analysis.kind, waveforms: await session.perform(analysis, options) });
    return results;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    // An engine that could not be started has told whoever asked for it.
    const pool = await this.started?.catch(() => undefined);
    await pool?.dispose();
  }

  private session(circuit: Circuit): NgspiceSession {
    return new NgspiceSession(() => this.pool(), this.loaded, circuit);
  }

  private pool(): Promise<NgspicePool> {
    if (this.disposed) return Promise.reject(new SimulationError('aborted', 'the engine was disposed'));
    this.started ??= this.start();
    return this.started;
  }

  private async start(): Promise<NgspicePool> {
    if (!existsSync(this.file)) throw new SimulationError('engine-missing', `${this.file} is missing; run "npm run build"`);
    const workerData: NgspiceWorkerData = await compileNgspiceWasm();
    const { jobs = availableParallelism(), runsPerWorker = RUNS_PER_WORKER } = this.options;
    return new WorkerPool<NgspiceJob, NgspiceOutcome, NgspiceEvent>({
      file: this.file, workerData, size: Math.max(1, jobs), maxRuns: runsPerWorker, maxMemoryBytes: BYTES_PER_WORKER, startSeconds: START_SECONDS,
    });
  }
}
