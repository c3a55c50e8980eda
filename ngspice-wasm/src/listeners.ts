import { expectedPoints, vector, type Analysis } from './analysis.js';
import { NgspiceError } from './errors.js';
import type { BridgeCallbacks, EngineModule, Pointer } from './module.js';
import { withText } from './module.js';
import { wantedName } from './vectors.js';

/** A time step ngspice is about to take, or has just computed. */
export interface StepInfo {
  /** Time reached, s. */
  readonly time: number;
  /** Length of the step that ngspice proposes next, s. */
  readonly delta: number;
  /** Length of the step just computed, s; 0 before a step. */
  readonly before: number;
  /** ngspice itself repeats the step: no convergence, or too large an error. */
  readonly redo: boolean;
  /** `before` a step is computed, or `after` one was. */
  readonly when: 'before' | 'after';
}

export interface RunListeners {
  /** Fraction done in [0, 1]; at most about twenty times a second. */
  readonly onProgress?: (fraction: number) => void;
  /** Called for every point with the values of `watch`, in that order (the array is reused). `false` aborts the run. */
  readonly onPoint?: (at: number, values: Float64Array) => boolean | void;
  readonly watch?: readonly string[];
  /** Value of every source declared as `v1 1 0 dc 0 external`, in V or A, at a time. */
  readonly sources?: (name: string, time: number) => number;
  /**
   * The next time after `time` at which a source changes abruptly: a time point falls on it exactly. Infinity for none.
   */
  readonly nextEvent?: (time: number) => number;
  /** Shortens the step by returning a length; after a step, a negative length has it done again with that length. */
  readonly onStep?: (step: StepInfo) => number | void;
  /** Aborts when the first element is no longer 0; share its memory with another thread. */
  readonly abortFlag?: Int32Array;
  readonly signal?: AbortSignal;
  /** Wall-clock limit, looked at with every point. A point that never comes needs a worker and terminate(). */
  readonly timeLimitSeconds?: number;
}

const [HEAR_POINTS, HEAR_STEPS, HEAR_EVENTS] = [1, 2, 4];
const PROGRESS_MILLISECONDS = 50;

/** Answers the engine's callbacks during one run, and remembers why the run was stopped. */
export class Listeners implements Omit<BridgeCallbacks, 'onLine' | 'onExit' | 'onSourceName'> {
  private module: EngineModule | undefined;
  private listeners: RunListeners = {};
  private expected = 0;
  private points = 0;
  private reported = 0;
  private deadline = Infinity;
  private values = new Float64Array(0);
  private stopped: NgspiceError | undefined;

  constructor(private readonly sourceNames: readonly string[]) {}

  /** Runs work with these listeners in place. @returns why it was stopped, if it was */
  during(
    module: EngineModule,
    analysis: Analysis,
    listeners: RunListeners,
    work: () => void,
  ): NgspiceError | undefined {
    const watch = (listeners.watch ?? []).map((name) => wantedName(vector(name)));
    const { onProgress, onPoint, abortFlag, signal, timeLimitSeconds, onStep, nextEvent } = listeners;
    const points = onProgress ?? onPoint ?? abortFlag ?? signal ?? timeLimitSeconds;
    const what = (points === undefined ? 0 : HEAR_POINTS) | (onStep ? HEAR_STEPS : 0) | (nextEvent ? HEAR_EVENTS : 0);
    const now = performance.now();
    Object.assign(this, {
      module,
      listeners,
      expected: expectedPoints(analysis),
      points: 0,
      reported: now,
      stopped: undefined,
    });
    this.deadline = timeLimitSeconds === undefined ? Infinity : now + timeLimitSeconds * 1000;
    this.values = new Float64Array(watch.length);
    this.checkAbort();
    if (this.stopped) return this.stopped;
    const failed = withText(module, watch.map((name) => `${name}\n`).join(''), (names) =>
      module._ngw_listen(what, names),
    );
    if (failed) throw new NgspiceError('memory', 'no memory for the watched vectors');
    try {
      work();
    } finally {
      if (what !== 0) withText(module, '', (names) => module._ngw_listen(0, names));
      this.listeners = {};
    }
    return this.stopped;
  }

  onPoint(at: number, fraction: number, values: Pointer, count: number): number {
    this.points += 1;
    const { onPoint, onProgress } = this.listeners;
    return this.guarded(1, () => {
      this.checkAbort();
      if (onPoint) {
        const start = values / Float64Array.BYTES_PER_ELEMENT;
        const heap = this.module!.HEAPF64;
        for (let index = 0; index < count; index += 1) this.values[index] = heap[start + index]!;
        if (onPoint(at, this.values) === false) this.stop('aborted', `aborted by onPoint at ${at}`);
      }
      if (onProgress) this.progress(onProgress, fraction);
      return this.stopped ? 1 : 0;
    });
  }

  onSource(slot: number, time: number): number {
    const name = this.sourceNames[slot]!;
    return this.guarded(0, () => {
      const { sources } = this.listeners;
      if (!sources)
        throw new NgspiceError('syntax', `source ${name} is external: run() needs \`sources\` to answer it`);
      const value = sources(name, time);
      if (!Number.isFinite(value)) throw new NgspiceError('not-finite', `sources("${name}", ${time}) gave ${value}`);
      return value;
    });
  }

  onStep(time: number, delta: number, before: number, redo: number, location: number): number {
    const { onStep } = this.listeners;
    return this.guarded(
      delta,
      () => onStep?.({ time, delta, before, redo: redo !== 0, when: location === 0 ? 'before' : 'after' }) ?? delta,
    );
  }

  onEvent(time: number): number {
    return this.guarded(Infinity, () => this.listeners.nextEvent?.(time) ?? Infinity);
  }

  private progress(onProgress: (fraction: number) => void, fraction: number): void {
    const now = performance.now();
    if (now - this.reported < PROGRESS_MILLISECONDS) return;
    this.reported = now;
    const done = fraction >= 0 ? fraction : this.expected > 0 ? this.points / this.expected : 0;
    onProgress(Math.min(1, done));
  }

  private checkAbort(): void {
    const { abortFlag, signal } = this.listeners;
    if ((abortFlag && Atomics.load(abortFlag, 0) !== 0) || signal?.aborted) this.stop('aborted', 'the run was aborted');
    else if (performance.now() > this.deadline)
      this.stop('timeout', `the run took longer than ${this.listeners.timeLimitSeconds} s`);
  }

  /** An exception must not unwind the engine's own frames: it is kept, and the run ends at the next point. */
  private guarded(fallback: number, work: () => number): number {
    try {
      return work();
    } catch (cause) {
      this.stopped ??=
        cause instanceof NgspiceError
          ? cause
          : new NgspiceError(
              'aborted',
              `a callback failed: ${cause instanceof Error ? cause.message : String(cause)}`,
              { cause },
            );
      this.module?._ngw_interrupt();
      return fallback;
    }
  }

  private stop(kind: 'aborted' | 'timeout', message: string): void {
    this.stopped ??= new NgspiceError(kind, message);
  }
}
