import { Worker } from 'node:worker_threads';
import { SimulationError } from '../../engine/errors.js';
import type { RunLimits } from '../../engine/executor.js';

/** What a worker posts: once `ready`, then for each request any number of events and one answer. */
export type WorkerMessage<Response, Event = never> =
  | ({ readonly type: 'ready' } & WorkerEngine)
  | { readonly type: 'event'; readonly event: Event }
  | {
      readonly type: 'done';
      readonly response: Response;
      readonly memoryBytes: number;
      /** The worker could not put its engine back to what it was at its start: it can serve no other request. */
      readonly spent?: boolean;
    }
  | { readonly type: 'failed'; readonly message: string };

/** What a worker says of its engine. */
export interface WorkerEngine {
  readonly version: string;
  /** Digest of what runs, where the worker is the one who can tell. */
  readonly build?: string;
  /** What later workers of the pool are born with, so that they start sooner. */
  readonly legacy?: unknown;
}

export interface MemberOptions {
  /** Absolute path of the compiled worker module. */
  readonly file: string;
  /** What the worker is born with. */
  readonly workerData?: unknown;
  /** Limit for loading the engine, s. */
  readonly startSeconds: number;
}

/** How the caller takes part in a request that runs. */
export interface RequestHooks<Event> {
  readonly onEvent?: (event: Event) => void;
  /** Asks the worker to stop by itself; without an answer soon it is killed. Without this it is killed at once. */
  readonly interrupt?: () => void;
}

/** Time in which a worker that was asked to stop has to answer, s. A point of the largest circuits takes less. */
const INTERRUPT_SECONDS = 1;

/** One worker thread, which serves one request at a time. */
export class PoolMember<Request, Response, Event> {
  runs = 0;
  memoryBytes = 0;
  dead = false;
  /** It may serve no other request. */
  spent = false;
  private readonly worker: Worker;
  private readonly started: Promise<WorkerEngine>;
  private pending:
    | {
        resolve: (response: Response) => void;
        reject: (error: SimulationError) => void;
        onEvent?: ((event: Event) => void) | undefined;
      }
    | undefined;
  private failStart: ((error: SimulationError) => void) | undefined;

  constructor(private readonly options: MemberOptions) {
    // No flags and no environment of the parent: the engine needs neither.
    this.worker = new Worker(options.file, { execArgv: [], env: {}, workerData: options.workerData });
    this.started = this.start();
    this.started.catch(() => undefined);
    this.worker.unref();
  }

  /** What the engine is, once it is loaded. */
  ready(): Promise<WorkerEngine> {
    this.worker.ref();
    return this.started.finally(() => this.letGo());
  }

  async request(
    request: Request,
    { timeoutSeconds, signal }: RunLimits,
    { onEvent, interrupt }: RequestHooks<Event>,
  ): Promise<Response> {
    this.runs += 1;
    const timers: NodeJS.Timeout[] = [];
    const killAfter = (seconds: number, error: SimulationError): void =>
      void timers.push(setTimeout(() => void this.kill(error), seconds * 1000));
    const stop = (): void => {
      if (interrupt && this.pending) {
        interrupt();
        killAfter(INTERRUPT_SECONDS, abortedError());
      } else {
        void this.kill(abortedError());
      }
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await this.ready();
      if (signal?.aborted) throw abortedError();
      this.worker.ref();
      return await new Promise<Response>((resolve, reject) => {
        this.pending = { resolve, reject, onEvent };
        killAfter(timeoutSeconds, timeoutError(timeoutSeconds));
        this.worker.postMessage(request);
      });
    } finally {
      timers.forEach(clearTimeout);
      signal?.removeEventListener('abort', stop);
      this.pending = undefined;
      this.letGo();
    }
  }

  /** An idle worker keeps no process alive; one that is being ended does, until it has ended. */
  private letGo(): void {
    if (!this.dead) this.worker.unref();
  }

  /** Ends the thread, whatever it does; a request under way fails with `error`. */
  async kill(error: SimulationError): Promise<void> {
    this.dead = true;
    this.failStart?.(error);
    this.pending?.reject(error);
    await this.worker.terminate();
  }

  private start(): Promise<WorkerEngine> {
    return new Promise((resolve, reject) => {
      const { startSeconds } = this.options;
      const timer = setTimeout(
        () => void this.kill(new SimulationError('timeout', `the engine did not load within ${startSeconds} s`)),
        startSeconds * 1000,
      );
      timer.unref();
      this.failStart = (error) => {
        clearTimeout(timer);
        reject(error);
      };
      const fail = (error: SimulationError): void => {
        this.dead = true;
        this.failStart?.(error);
        this.pending?.reject(error);
      };
      this.worker.on('error', (error: Error) =>
        fail(new SimulationError('crashed', `the engine's worker failed: ${error.message}`, error.stack ?? '')),
      );
      this.worker.on('exit', (code) =>
        fail(new SimulationError('crashed', `the engine's worker ended with code ${code}`)),
      );
      this.worker.on('message', (message: WorkerMessage<Response, Event>) => {
        switch (message.type) {
          case 'ready':
            clearTimeout(timer);
            return resolve(message);
          case 'event':
            return this.pending?.onEvent?.(message.event);
          case 'done':
            this.memoryBytes = message.memoryBytes;
            this.spent ||= message.spent === true;
            return this.pending?.resolve(message.response);
          case 'failed':
            return fail(new SimulationError('crashed', message.message));
        }
      });
    });
  }
}

/** The error of a run that reached its wall-clock limit. */
export function timeoutError(seconds: number): SimulationError {
  return new SimulationError('timeout', `the simulation was stopped at its limit of ${seconds} s`);
}

/** The error of a run whose AbortSignal fired. */
export function abortedError(): SimulationError {
  return new SimulationError('aborted', 'the simulation was cancelled');
}
