import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { packagePath } from '../package-path.js';
import { readCircuit, type ReadCircuit } from '../../engine/deck.js';
import { splitDeck } from '../../engine/deck-split.js';
import { SimulationError } from '../../engine/errors.js';
import type { ContentCache } from '../../characterise/content-cache.js';
import { knownVersion } from './known-version.js';
import { compileNgspiceWasm, readNgspiceWasm, type EngineIdentity } from './ngspice-wasm-package.js';
import type { NgspiceEvent, NgspiceJob, NgspiceOutcome, NgspiceWorkerData } from './ngspice-wasm-protocol.js';
import { NgspiceSession, type LoadedCircuits, type NgspicePool } from './ngspice-wasm-session.js';
import { WorkerPool } from './pool.js';
import type {
  Capabilities,
  Circuit,
  DeckResult,
  EngineInfo,
  RunOptions,
  Session,
  Simulator,
} from '../../engine/simulator.js';

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
  /** Folder that keeps V8's optimised code of the engine between processes; none when not given. */
  readonly codeCache?: string;
  /** What it said of its version before; it is asked when not given. */
  readonly versions?: ContentCache;
}

interface Started {
  readonly pool: NgspicePool;
  readonly saveCode: () => void;
}

/** Our own build of ngspice (workspace ngspice-wasm), one instance in each worker thread, started when first needed. */
export function createNgspiceWasm(options: NgspiceWasmOptions = {}): Simulator {
  return new NgspiceWasmSimulator(options);
}

class NgspiceWasmSimulator implements Simulator {
  readonly capabilities: Capabilities;
  private readonly file = packagePath('dist', 'node', 'engine', 'ngspice-wasm-worker.js');
  private readonly loaded: LoadedCircuits = new WeakMap();
  private started: Promise<Started> | undefined;
  private read: Promise<EngineIdentity> | undefined;
  private disposed = false;

  constructor(private readonly options: NgspiceWasmOptions) {
    const { jobs = availableParallelism() } = options;
    this.capabilities = { inPlaceParameters: true, progress: true, externalSources: true, parallel: Math.max(1, jobs) };
  }

  async info(): Promise<EngineInfo> {
    this.assertBuilt();
    const { digest } = await this.identity();
    const ask = async (): Promise<string> => (await (await this.pool()).engine()).version;
    const version = await knownVersion(this.options.versions, 'ngspice-wasm', digest, ask);
    return { name: 'ngspice-wasm', version, option: 'ngspice-wasm', build: digest };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an unsafe circuit has to reject, not to throw
  async open(circuit: Circuit): Promise<Session> {
    return this.session(readCircuit(circuit));
  }

  async runDeck(deck: string, options: Omit<RunOptions, 'save'> = {}): Promise<readonly DeckResult[]> {
    const { circuit, analyses } = splitDeck(deck);
    const session = this.session(circuit);
    const results: DeckResult[] = [];
    for (const { analysis } of analyses)
      results.push({ analysis: analysis.kind, waveforms: await session.perform(analysis, options) });
    return results;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    // An engine that could not be started has told whoever asked for it.
    const started = await this.started?.catch(() => undefined);
    await started?.pool.dispose();
    // Now, and not while it runs: by the end most of what is worth it has been optimised.
    started?.saveCode();
  }

  private session(circuit: ReadCircuit): NgspiceSession {
    return new NgspiceSession(() => this.pool(), this.loaded, circuit);
  }

  private async pool(): Promise<NgspicePool> {
    return (await this.running()).pool;
  }

  private running(): Promise<Started> {
    if (this.disposed) return Promise.reject(new SimulationError('aborted', 'the engine was disposed'));
    this.started ??= this.start();
    return this.started;
  }

  /** Read once: 5 MB. */
  private identity(): Promise<EngineIdentity> {
    if (this.disposed) return Promise.reject(new SimulationError('aborted', 'the engine was disposed'));
    this.read ??= readNgspiceWasm();
    return this.read;
  }

  private assertBuilt(): void {
    if (!existsSync(this.file))
      throw new SimulationError('engine-missing', `${this.file} is missing; run "npm run build"`);
  }

  private async start(): Promise<Started> {
    this.assertBuilt();
    const { runsPerWorker = RUNS_PER_WORKER, codeCache } = this.options;
    const { module, build, saveCode } = await compileNgspiceWasm(await this.identity(), codeCache);
    const workerData: NgspiceWorkerData = { module, build };
    const pool = new WorkerPool<NgspiceJob, NgspiceOutcome, NgspiceEvent>({
      file: this.file,
      workerData,
      size: this.capabilities.parallel,
      maxRuns: runsPerWorker,
      maxMemoryBytes: BYTES_PER_WORKER,
      startSeconds: START_SECONDS,
    });
    return { pool, saveCode };
  }
}
