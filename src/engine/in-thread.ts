import type { Waveforms } from '../waveform/waveforms.js';
import { vectorName } from '../waveform/plots.js';
import { parameterKey, sortedChanges } from './alterations.js';
import { analysisLine } from './analysis-line.js';
import { assertAlterations, assertSaveList, joinDeck, newNonce, readCircuit } from './deck.js';
import type { ReadCircuit } from './deck.js';
import { splitDeck } from './deck-split.js';
import { failureError, type EngineFailure } from './engine-failure.js';
import { explicit } from './engine-run.js';
import { SimulationError } from './errors.js';
import { acceptWaveforms } from './guard.js';
import type { Alteration, Analysis, EngineInfo, RunOptions, Session, Simulator } from './simulator.js';

/*
 * An engine in the thread that calls it: a web worker has no pool of threads below it. Circuits are loaded and altered
 * as by the pool on Node, so that the bits are the same.
 */

/** What one run of the engine gives; the guard has not judged it yet. */
export interface ThreadResult {
  readonly title: string;
  readonly waveforms: Waveforms;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** What is asked of an engine; a page binds it to the one it has brought. */
export interface ThreadEngine {
  readonly info: EngineInfo;
  /** Replaces the circuit. */
  load(netlist: string): Promise<void>;
  alter(changes: readonly Alteration[]): void;
  run(analysis: Analysis, save: readonly string[] | undefined, onProgress?: (fraction: number) => void): ThreadResult;
  /** What it threw as a failure; undefined for a defect. */
  failure(error: unknown): EngineFailure | undefined;
}

/**
 * A simulator on an engine of this thread. A run blocks the thread: whoever wants to stop one ends the worker.
 * @throws SimulationError from its runs, as every simulator
 */
export function inThreadSimulator(engine: ThreadEngine): Simulator {
  const thread = new Thread(engine);
  return {
    capabilities: { inPlaceParameters: true, progress: true, externalSources: false, parallel: 1 },
    info: () => Promise.resolve(engine.info),
    // eslint-disable-next-line @typescript-eslint/require-await -- an unsafe circuit has to reject, not to throw
    open: async (circuit) => new ThreadSession(thread, readCircuit(circuit)),
    runDeck: async (deck, options = {}) => {
      const { circuit, analyses } = splitDeck(deck);
      const session = new ThreadSession(thread, circuit);
      const results = [];
      for (const { analysis } of analyses)
        results.push({ analysis: analysis.kind, waveforms: await session.perform(analysis, options) });
      return results;
    },
    dispose: () => Promise.resolve(),
  };
}

/** Lets one session at a time have the engine, and knows whose circuit it holds. */
class Thread {
  /** Undefined after a failure: what it leaves behind is nobody's start. */
  held: { readonly by: ThreadSession; readonly nonce: string } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(readonly engine: ThreadEngine) {}

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

class ThreadSession implements Session {
  private readonly alterations = new Map<string, Alteration>();
  private closed = false;

  constructor(
    private readonly thread: Thread,
    private circuit: ReadCircuit,
  ) {}

  async run(analysis: Analysis, options: RunOptions): Promise<Waveforms> {
    assertSaveList(options.save);
    // Names in an analysis become parts of commands.
    analysisLine(analysis);
    return this.perform(analysis, options);
  }

  /** Without a save list, the `.save` lines of the circuit decide. */
  perform(
    analysis: Analysis,
    { save, onProgress, coupling, signal }: Omit<RunOptions, 'save'> & { readonly save?: readonly string[] },
  ): Promise<Waveforms> {
    this.assertOpen();
    if (coupling) throw new SimulationError('unsupported', 'a closed loop needs the command line: rulespice cosim');
    return this.thread.inTurn(() =>
      this.attempt(analysis, save, async () => {
        if (signal?.aborted) throw new SimulationError('aborted', 'the simulation was aborted');
        const nonce = await this.loaded();
        const names = save?.map((name) => vectorName(name));
        const result = this.thread.engine.run(explicit(analysis), names, onProgress);
        return acceptWaveforms(result, { nonce, analysis, ...(save ? { save } : {}) });
      }),
    );
  }

  async alter(changes: readonly Alteration[]): Promise<void> {
    this.assertOpen();
    assertAlterations(changes);
    return this.thread.inTurn(() => this.attempt(undefined, undefined, () => this.altered(changes)));
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  /** A parameter of a subcircuit instance is none of the flat circuit: the circuit is loaded anew. */
  private async altered(changes: readonly Alteration[]): Promise<void> {
    const { circuit, inPlace } = sortedChanges(this.circuit, changes);
    if (circuit !== this.circuit && this.thread.held?.by === this) this.thread.held = undefined;
    this.circuit = circuit;
    await this.loaded();
    this.thread.engine.alter(inPlace);
    for (const change of inPlace) {
      const key = parameterKey(change);
      this.alterations.delete(key);
      this.alterations.set(key, change);
    }
  }

  /** Sees to it that the engine holds this circuit as it is altered. @returns the nonce in its title */
  private async loaded(): Promise<string> {
    const { engine, held } = this.thread;
    if (held?.by === this) return held.nonce;
    const nonce = newNonce();
    this.thread.held = undefined;
    await engine.load(joinDeck(nonce, this.circuit, []));
    if (this.alterations.size > 0) engine.alter([...this.alterations.values()]);
    this.thread.held = { by: this, nonce };
    return nonce;
  }

  private async attempt<T>(
    analysis: Analysis | undefined,
    save: readonly string[] | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.thread.held = undefined;
      const failure = this.thread.engine.failure(error);
      throw failure ? failureError(failure, analysis, save) : error;
    }
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('the session is closed');
  }
}
