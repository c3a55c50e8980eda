import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { ContentCache } from '../../characterise/content-cache.js';
import { packagePath } from '../package-path.js';
import { digestOfPackage } from './eecircuit-digest.js';
import { knownVersion } from './known-version.js';
import { DeckSimulator } from '../../engine/deck-simulator.js';
import { SimulationError } from '../../engine/errors.js';
import type { DeckExecutor, DeckJob, EngineOutput, RunLimits } from '../../engine/executor.js';
import { WorkerPool, type Heritage } from './pool.js';
import type { EngineInfo, Simulator } from '../../engine/simulator.js';

const START_SECONDS = 60;
const RUNS_PER_WORKER = 200;
const BYTES_PER_WORKER = 1024 ** 3;
/** Of all simulators of this thread: the engine is compiled once, not once for each. */
const HERITAGE: Heritage = {};

export interface EecircuitOptions {
  /** What it said of its version before; it is asked when not given. */
  readonly versions?: ContentCache;
  /** Number of worker threads; default: one per processor. */
  readonly jobs?: number;
  /** Runs after which a worker is replaced; default 200. */
  readonly runsPerWorker?: number;
}

/**
 * ngspice 45.2 in WebAssembly from the npm package eecircuit-engine, in worker threads that start with the first run.
 */
export function createEecircuit(options: EecircuitOptions = {}): Simulator {
  return new DeckSimulator(new EecircuitExecutor(options));
}

class EecircuitExecutor implements DeckExecutor {
  private readonly pool: WorkerPool<DeckJob, EngineOutput>;
  private readonly file = packagePath('dist', 'node', 'engine', 'eecircuit-worker.js');

  readonly parallel: number;

  private readonly versions: ContentCache | undefined;

  constructor({ jobs = availableParallelism(), runsPerWorker = RUNS_PER_WORKER, versions }: EecircuitOptions) {
    this.versions = versions;
    this.parallel = Math.max(1, jobs);
    this.pool = new WorkerPool({
      file: this.file,
      size: this.parallel,
      maxRuns: runsPerWorker,
      maxMemoryBytes: BYTES_PER_WORKER,
      startSeconds: START_SECONDS,
      heritage: HERITAGE,
    });
  }

  async info(): Promise<EngineInfo> {
    this.assertBuilt();
    const about = { name: 'eecircuit-engine', option: 'embedded' } as const;
    const digest = this.versions ? digestOfPackage(this.versions) : undefined;
    const ask = async (): Promise<string> => (await this.pool.engine()).version;
    if (digest !== undefined)
      return { ...about, version: await knownVersion(this.versions, about.option, digest, ask), build: digest };
    const { version, build } = await this.pool.engine();
    return { ...about, version, ...(build === undefined ? {} : { build }) };
  }

  async execute<T>(job: DeckJob, limits: RunLimits, accept: (output: EngineOutput) => T): Promise<T> {
    this.assertBuilt();
    return this.pool.run(job, limits, accept);
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  private assertBuilt(): void {
    if (!existsSync(this.file))
      throw new SimulationError('engine-missing', `${this.file} is missing; run "npm run build"`);
  }
}
