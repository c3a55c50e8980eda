import { Worker } from 'node:worker_threads';
import { SimulationError } from './errors.js';
import type { RunLimits } from './executor.js';

/*
 * Written on worker_threads rather than on piscina: a kill timer that starts with the run and not with its place in the queue,
 * retiring one idle worker after N runs or M bytes, and a worker leased to one session (engines with in-place parameters keep
 * their circuit in the worker) are what we need, and piscina offers none of the three without patching its pool from outside.
 */

/** What a worker posts: once `ready`, then one answer per request. */
export type WorkerMessage<Response> =
  | { readonly type: 'ready'; readonly version: string }
  | { readonly type: 'done'; readonly response: Response; readonly memoryBytes: number }
  | { readonly type: 'failed'; readonly message: string };

export interface PoolOptions {
  /** Absolute path of the compiled worker module. */
  readonly file: string;
  readonly size: number;
  /** A worker is replaced after this many runs, because the engine's memory grows. */
  readonly maxRuns: number;
  /** A worker is replaced when its engine holds more than this many bytes. */
  readonly maxMemoryBytes: number;
  /** Limit for loading the engine, s. */
  readonly startSeconds: number;
}

/** Worker threads that run one request at a time each, started when first needed, killed at the limit and replaced. */
export class WorkerPool<Request, Response> {
  private readonly members = new Set<Member<Request, Response>>();
  private readonly idle: Member<Request, Response>[] = [];
  private readonly waiting: { give: (member: Member<Request, Response>) => void; fail: (error: SimulationError) => void }[] = [];
  private disposed = false;

  constructor(private readonly options: PoolOptions) {}

  /** Number of live workers. */
  get size(): number {
    return this.members.size;
  }

  /**
   * Runs one request in the next free worker.
   * @throws SimulationError `timeout`, `aborted`, `crashed` or `engine-missing`; the pool stays usable after each of them.
   */
  async run(request: Request, limits: RunLimits): Promise<Response> {
    const member = await this.acquire(limits.signal);
    try {
      return await member.request(request, limits);
    } finally {
      this.release(member);
    }
  }

  /** Version of the engine, as its worker reports it; starts a worker if none runs. */
  async version(): Promise<string> {
    const member = await this.acquire();
    try {
      return await member.ready();
    } finally {
      this.release(member);
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const { fail } of this.waiting.splice(0)) fail(new SimulationError('aborted', 'the engine was disposed'));
    await Promise.all([...this.members].map((member) => member.kill(new SimulationError('aborted', 'the engine was disposed'))));
    this.members.clear();
    this.idle.length = 0;
  }

  private acquire(signal?: AbortSignal): Promise<Member<Request, Response>> {
    if (this.disposed) return Promise.reject(new SimulationError('aborted', 'the engine was disposed'));
    if (signal?.aborted) return Promise.reject(abortedError());
    const free = this.idle.pop() ?? (this.members.size < this.options.size ? this.hire() : undefined);
    if (free) return Promise.resolve(free);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const place = this.waiting.indexOf(entry);
        if (place >= 0) this.waiting.splice(place, 1);
        reject(abortedError());
      };
      const entry = {
        give: (member: Member<Request, Response>): void => {
          signal?.removeEventListener('abort', leave);
          resolve(member);
        },
        fail: reject,
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(entry);
    });
  }

  private hire(): Member<Request, Response> {
    const member = new Member<Request, Response>(this.options);
    this.members.add(member);
    return member;
  }

  private release(member: Member<Request, Response>): void {
    if (this.disposed) return;
    let next: Member<Request, Response> | undefined = member;
    if (member.dead || member.runs >= this.options.maxRuns || member.memoryBytes > this.options.maxMemoryBytes) {
      this.members.delete(member);
      void member.kill(new SimulationError('crashed', 'the worker was retired'));
      next = undefined;
    }
    const waiter = this.waiting.shift();
    if (waiter) waiter.give(next ?? this.hire());
    else if (next) this.idle.push(next);
  }
}

class Member<Request, Response> {
  runs = 0;
  memoryBytes = 0;
  dead = false;
  private readonly worker: Worker;
  private readonly started: Promise<string>;
  private pending: { resolve: (response: Response) => void; reject: (error: SimulationError) => void } | undefined;

  constructor(private readonly options: PoolOptions) {
    // No flags and no environment of the parent: the engine needs neither.
    this.worker = new Worker(options.file, { execArgv: [], env: {} });
    this.started = this.start();
    this.started.catch(() => undefined);
    this.worker.unref();
  }

  ready(): Promise<string> {
    this.worker.ref();
    return this.started.finally(() => this.worker.unref());
  }

  async request(request: Request, { timeoutSeconds, signal }: RunLimits): Promise<Response> {
    this.runs += 1;
    const stop = (): void => void this.kill(abortedError());
    signal?.addEventListener('abort', stop, { once: true });
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.ready();
      if (signal?.aborted) throw abortedError();
      this.worker.ref();
      return await new Promise<Response>((resolve, reject) => {
        this.pending = { resolve, reject };
        timer = setTimeout(() => void this.kill(timeoutError(timeoutSeconds)), timeoutSeconds * 1000);
        this.worker.postMessage(request);
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      this.pending = undefined;
      this.worker.unref();
    }
  }

  /** Ends the thread, whatever it does; a request under way fails with `error`. */
  async kill(error: SimulationError): Promise<void> {
    this.dead = true;
    this.failStart?.(error);
    this.pending?.reject(error);
    await this.worker.terminate();
  }

  private failStart: ((error: SimulationError) => void) | undefined;

  private start(): Promise<string> {
    return new Promise((resolve, reject) => {
      const { startSeconds } = this.options;
      const timer = setTimeout(() => void this.kill(new SimulationError('timeout', `the engine did not load within ${startSeconds} s`)), startSeconds * 1000);
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
      this.worker.on('error', (error: Error) => fail(new SimulationError('crashed', `the engine's worker failed: ${error.message}`, error.stack ?? '')));
      this.worker.on('exit', (code) => fail(new SimulationError('crashed', `the engine's worker ended with code ${code}`)));
      this.worker.on('message', (message: WorkerMessage<Response>) => {
        if (message.type === 'ready') {
          clearTimeout(timer);
          resolve(message.version);
        } else if (message.type === 'done') {
          this.memoryBytes = message.memoryBytes;
          this.pending?.resolve(message.response);
        } else {
          fail(new SimulationError('crashed', message.message));
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
