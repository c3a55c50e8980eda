import { createHash } from 'node:crypto';
import { vectorName } from '../../waveform/plots.js';
import type { Waveforms } from '../../waveform/waveforms.js';
import { analysisLine } from '../../engine/analysis-line.js';
import { assertAlterations, assertCircuit, assertSaveList } from '../../engine/deck.js';
import { SimulationError } from '../../engine/errors.js';
import { codeDigest, codeFolderOf } from '../code-digest.js';
import type { RunRecord } from './run-record.js';
import type { RunStore } from './run-store.js';
import type {
  Alteration,
  Analysis,
  Capabilities,
  Circuit,
  DeckResult,
  EngineInfo,
  RunCounts,
  RunOptions,
  Session,
  Simulator,
} from '../../engine/simulator.js';

export interface KeepOptions {
  /**
   * Failures are kept too, except what says nothing about the circuit (an interrupt, a crash): for shards, whose
   * failures belong to the result.
   */
  readonly failures?: boolean;
  /** What is found was simulated for this very result, by another process: it is not marked as cached. */
  readonly own?: boolean;
}

/**
 * A simulator that looks into a store before it simulates, and keeps there what passed the guard. The key of a run
 * holds everything that decides its result: the engine and its build, our code that drives it, the circuit as printed
 * for it with its models, the alterations, the analysis and the vectors. A result from the store has `cached`. Runs
 * with a coupling are never kept: their sources are functions.
 *
 * A circuit is opened and altered in the engine only when a run is not in the store, so what is wrong with an
 * alteration (`unknown-instance`) is told by the next `run`.
 */
export function keptSimulator(simulator: Simulator, store: RunStore, options: KeepOptions = {}): Simulator {
  return new KeptSimulator(simulator, store, options);
}

class KeptSimulator implements Simulator {
  readonly capabilities: Capabilities;
  private simulated = 0;
  private cached = 0;
  private known: Promise<string> | undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly store: RunStore,
    private readonly options: KeepOptions,
  ) {
    this.capabilities = simulator.capabilities;
  }

  get runs(): RunCounts {
    return { simulated: this.simulated, cached: this.cached };
  }

  info(): Promise<EngineInfo> {
    return this.simulator.info();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an unsafe circuit has to reject, not to throw
  async open(circuit: Circuit): Promise<Session> {
    return new KeptSession(
      assertCircuit(circuit),
      () => this.simulator.open(circuit),
      (parts, run) => this.through(parts, run),
    );
  }

  async runDeck(deck: string, options: Omit<RunOptions, 'save'> = {}): Promise<readonly DeckResult[]> {
    if (options.coupling) return this.simulator.runDeck(deck, options);
    const results = await this.through(['deck', deck], async () =>
      (await this.simulator.runDeck(deck, options)).map(({ waveforms }) => waveforms),
    );
    return results.map((waveforms) => ({ analysis: waveforms.analysis, waveforms }));
  }

  async dispose(): Promise<void> {
    await this.simulator.dispose();
    await this.store.close();
  }

  /** The record of a run, else the run. @throws SimulationError */
  private async through(
    parts: readonly string[],
    run: () => Promise<readonly Waveforms[]>,
  ): Promise<readonly Waveforms[]> {
    const key = runKey([await this.identity(), ...parts]);
    const record = await this.store.get(key);
    if (record) {
      this.cached += 1;
      return this.options.own === true
        ? resultsOf(record)
        : resultsOf(record).map((result) => ({ ...result, cached: true }));
    }
    this.simulated += 1;
    try {
      const results = await run();
      await this.store.set(key, { results });
      return results;
    } catch (error) {
      if (this.options.failures === true && error instanceof SimulationError && !PASSING.has(error.kind))
        await this.store.set(key, { failure: error });
      throw error;
    }
  }

  private identity(): Promise<string> {
    this.known ??= this.simulator
      .info()
      .then(({ name, version, build }) => [name, version, build ?? '', drivers()].join('\n'));
    return this.known;
  }
}

/** Failures that another attempt may not have. */
const PASSING: ReadonlySet<SimulationError['kind']> = new Set([
  'aborted',
  'crashed',
  'memory',
  'stale',
  'engine-missing',
  'coupling',
]);

function resultsOf(record: RunRecord): readonly Waveforms[] {
  if ('failure' in record) throw record.failure;
  return record.results;
}

class KeptSession implements Session {
  private inner: Session | undefined;
  /** One for each parameter, in the order in which they were made; and what the engine knows of them. */
  private alterations = new Map<string, Alteration>();
  private applied: ReadonlyMap<string, Alteration> = new Map();
  private closed = false;

  constructor(
    /** As an engine gets it. */
    private readonly printed: string,
    private readonly load: () => Promise<Session>,
    private readonly through: (
      parts: readonly string[],
      run: () => Promise<readonly Waveforms[]>,
    ) => Promise<readonly Waveforms[]>,
  ) {}

  async run(analysis: Analysis, options: RunOptions): Promise<Waveforms> {
    this.assertOpen();
    assertSaveList(options.save);
    if (options.coupling) return this.simulate(analysis, options);
    const save = options.save.map((name) => vectorName(name));
    const alterations = [...this.alterations.values()].map(({ instance, parameter, value }) => [
      instance.toLowerCase(),
      parameter.toLowerCase(),
      value,
    ]);
    const [result] = await this.through(
      ['session', this.printed, analysisLine(analysis), JSON.stringify([alterations, save])],
      async () => [await this.simulate(analysis, options)],
    );
    if (!result) throw new Error('a session runs one analysis at a time');
    if (result.cached) options.onProgress?.(1);
    return result;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a malformed name has to reject, not to throw
  async alter(changes: readonly Alteration[]): Promise<void> {
    this.assertOpen();
    assertAlterations(changes);
    for (const change of changes) {
      const key = `${change.instance} ${change.parameter}`.toLowerCase();
      this.alterations.delete(key);
      this.alterations.set(key, change);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.inner?.close();
  }

  private async simulate(analysis: Analysis, options: RunOptions): Promise<Waveforms> {
    this.inner ??= await this.load();
    const pending = [...this.alterations]
      .filter(([key, change]) => this.applied.get(key) !== change)
      .map(([, change]) => change);
    if (pending.length > 0) {
      try {
        await this.inner.alter(pending);
        this.applied = new Map(this.alterations);
      } catch (error) {
        // The engine took none of them, so this session has none either.
        this.alterations = new Map(this.applied);
        throw error;
      }
    }
    return this.inner.run(analysis, options);
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('the session is closed');
  }
}

/** sha256 over the parts and their lengths. */
function runKey(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}

/** Digest of the code that turns a circuit into commands and an engine's output into waveforms. */
function drivers(): string {
  return codeDigest(['deck', 'engine', 'node/engine'].map(codeFolderOf));
}
