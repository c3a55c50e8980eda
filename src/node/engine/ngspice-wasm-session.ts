import type { Waveforms } from '../../waveform/waveforms.js';
import { vectorName } from '../../waveform/plots.js';
import { analysisLine } from '../../engine/analysis-line.js';
import { CouplingHost } from '../../engine/coupling-host.js';
import { assertAlterations, assertSaveList, joinDeck, newNonce, type ReadCircuit } from '../../engine/deck.js';
import { SimulationError } from '../../engine/errors.js';
import { runLimits, type RunLimits } from '../../engine/executor.js';
import { acceptWaveforms } from '../../engine/guard.js';
import { failureError } from '../../engine/engine-failure.js';
import { explicit } from '../../engine/engine-run.js';
import { parameterKey, sortedChanges } from '../../engine/alterations.js';
import type { NgspiceEvent, NgspiceJob, NgspiceOutcome, NgspiceResult } from './ngspice-wasm-protocol.js';
import { abortedError, type RequestHooks } from './pool-member.js';
import type { WorkerSeat, WorkerPool } from './pool.js';
import type { Alteration, Analysis, RunOptions, Session } from '../../engine/simulator.js';

/*
 * A session owns no worker. It remembers its circuit and its alterations, and asks the pool for the worker that ran it
 * last; when that one is busy or holds another circuit by now, the circuit is loaded and altered anew, which gives the
 * same numbers (test/engine/alter.sim.test.ts). So any number of sessions can be open, an idle one keeps nobody
 * waiting, and two that wait for each other cannot block the pool, as leases for the life of a session could.
 */

export type NgspicePool = WorkerPool<NgspiceJob, NgspiceOutcome, NgspiceEvent>;

/** A circuit with its parameters as they are from some time on. */
interface State {
  readonly circuit: ReadCircuit;
  /** In the order in which they were made, one for each parameter. */
  readonly alterations: ReadonlyMap<string, Numbered>;
  /** Counts alterations, so that a worker can be brought up to date. */
  readonly revision: number;
}

interface Numbered {
  readonly revision: number;
  readonly change: Alteration;
}

/** What each worker holds. A worker in which something failed holds nothing. */
export type LoadedCircuits = WeakMap<
  WorkerSeat,
  { readonly circuit: ReadCircuit; readonly revision: number; readonly nonce: string }
>;

export class NgspiceSession implements Session {
  private state: State;
  private place: WorkerSeat | undefined;
  private closed = false;

  constructor(
    private readonly pool: () => Promise<NgspicePool>,
    private readonly loaded: LoadedCircuits,
    circuit: ReadCircuit,
  ) {
    // A copy: another session of the same circuit has alterations of its own, and what a worker holds is known by this
    // object.
    this.state = { circuit: { ...circuit }, alterations: new Map(), revision: 0 };
  }

  async run(analysis: Analysis, options: RunOptions): Promise<Waveforms> {
    assertSaveList(options.save);
    // Names in an analysis become parts of commands.
    analysisLine(analysis);
    return this.perform(analysis, options);
  }

  /** Without a save list, the `.save` lines of the circuit decide. */
  async perform(
    analysis: Analysis,
    options: Omit<RunOptions, 'save'> & { readonly save?: readonly string[] },
  ): Promise<Waveforms> {
    this.assertOpen();
    const { save, onProgress, coupling, timeoutSeconds, signal } = options;
    const limits = runLimits(timeoutSeconds, signal);
    const abort = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const host = coupling && new CouplingHost(coupling);
    const run: NgspiceJob['run'] = {
      analysis: explicit(analysis),
      abort,
      progress: onProgress !== undefined,
      ...(save ? { save: save.map((name) => vectorName(name)) } : {}),
      ...(host
        ? { coupling: { watch: coupling.watch.map((name) => vectorName(name)), memory: host.memory.buffer } }
        : {}),
    };
    const interrupt = (): void => void Atomics.store(new Int32Array(abort), 0, 1);
    const progress = new GuardedProgress(onProgress, interrupt);
    const hooks: RequestHooks<NgspiceEvent> = {
      interrupt,
      onEvent: (event) => (event.kind === 'progress' ? progress.tell(event.fraction) : host?.handle(event.request)),
    };
    return this.request(
      this.state,
      { run },
      (outcome, nonce) => {
        if (progress.failure) throw progress.failure;
        if (host?.failure) throw host.failure;
        if (!outcome.ok) throw signal?.aborted ? abortedError() : failureError(outcome.failure, analysis, save);
        return acceptWaveforms(outcome.result as NgspiceResult, { nonce, analysis, ...(save ? { save } : {}) });
      },
      limits,
      hooks,
    );
  }

  async alter(changes: readonly Alteration[]): Promise<void> {
    this.assertOpen();
    assertAlterations(changes);
    const next = altered(this.state, changes);
    await this.request(next, {}, (outcome) => {
      if (!outcome.ok) throw failureError(outcome.failure);
    });
    this.state = next;
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  /**
   * Has a worker do something with the circuit in the given state, whatever the worker held before. What `accept` does
   * not take is a failure, after which the worker is replaced.
   */
  private async request<T>(
    state: State,
    { run }: Pick<NgspiceJob, 'run'>,
    accept: (outcome: NgspiceOutcome, nonce: string) => T,
    limits: RunLimits = runLimits(),
    hooks: RequestHooks<NgspiceEvent> = {},
  ): Promise<T> {
    const pool = await this.pool();
    return pool.use({ prefer: this.place, signal: limits.signal }, async (lease) => {
      const { place } = lease;
      const held = this.loaded.get(place);
      const usable = held?.circuit === state.circuit && held.revision <= state.revision ? held : undefined;
      const nonce = usable?.nonce ?? newNonce();
      const since = usable?.revision ?? 0;
      // What a failed run leaves behind in the engine is nobody's start.
      this.loaded.delete(place);
      const outcome = await lease.request(
        {
          ...(usable ? {} : { load: joinDeck(nonce, state.circuit, []) }),
          alter: [...state.alterations.values()].filter(({ revision }) => revision > since).map(({ change }) => change),
          ...(run ? { run } : {}),
        },
        limits,
        hooks,
      );
      const result = accept(outcome, nonce);
      this.loaded.set(place, { circuit: state.circuit, revision: state.revision, nonce });
      this.place = place;
      return result;
    });
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('the session is closed');
  }
}

function altered(state: State, changes: readonly Alteration[]): State {
  const { circuit, inPlace } = sortedChanges(state.circuit, changes);
  const alterations = new Map(state.alterations);
  const revision = state.revision + 1;
  for (const change of inPlace) {
    const key = parameterKey(change);
    alterations.delete(key);
    alterations.set(key, { revision, change });
  }
  return { circuit, alterations, revision };
}

/** Tells a caller how far a run is. What he throws would reach nobody and end the process: it ends the run instead. */
class GuardedProgress {
  failure: SimulationError | undefined;

  constructor(
    private readonly listener: ((fraction: number) => void) | undefined,
    private readonly interrupt: () => void,
  ) {}

  tell(fraction: number): void {
    try {
      if (!this.failure) this.listener?.(fraction);
    } catch (cause) {
      this.failure = new SimulationError(
        'aborted',
        `onProgress failed: ${cause instanceof Error ? cause.message : String(cause)}`,
        '',
        { cause },
      );
      this.interrupt();
    }
  }
}
