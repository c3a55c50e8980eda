import { SimulationError } from '../../engine/errors.js';
import type { RunLimits } from '../../engine/executor.js';
import { abortedError, PoolMember, type MemberOptions, type RequestHooks, type WorkerEngine } from './pool-member.js';

/*
 * Written on worker_threads rather than on piscina: a kill timer that starts with the run and not with its place in the
 * queue, retiring one idle worker after N runs or M bytes, and asking for the worker that already holds a session's
 * circuit are what we need, and piscina offers none of the three without patching its pool from outside.
 */

export interface PoolOptions extends MemberOptions {
  readonly size: number;
  /** A worker is replaced after this many runs, because the engine's memory grows. */
  readonly maxRuns: number;
  /** A worker is replaced when its engine holds more than this many bytes. */
  readonly maxMemoryBytes: number;
  /** What workers leave to later ones, where pools share it; each pool has its own when not given. */
  readonly heritage?: Heritage;
}

/** What the first worker that started made for those that come after it. */
export interface Heritage {
  legacy?: unknown;
}

/** Stands for one worker; the same worker has the same place, and a new worker a new one. */
export type WorkerSeat = object;

export interface LeaseOptions {
  /** The worker to have when it is idle; else any other. */
  readonly prefer?: WorkerSeat | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A worker for the sole use of its holder, until `release`. */
export interface Lease<Request, Response, Event> {
  readonly place: WorkerSeat;
  /** @throws SimulationError `timeout`, `aborted`, `crashed` or `engine-missing` */
  request(this: void, request: Request, limits: RunLimits, hooks?: RequestHooks<Event>): Promise<Response>;
  /** @param failed something went wrong in the worker: it serves nobody else, and is replaced */
  release(failed?: boolean): void;
}

/** Worker threads that run one request at a time each, started when first needed, killed at the limit and replaced. */
export class WorkerPool<Request, Response, Event = never> {
  private readonly members = new Set<PoolMember<Request, Response, Event>>();
  /** The one that has been idle for longest comes first. */
  private readonly idle: PoolMember<Request, Response, Event>[] = [];
  private readonly waiting: {
    give: (member: PoolMember<Request, Response, Event>) => void;
    fail: (error: SimulationError) => void;
  }[] = [];
  private disposed = false;
  private readonly heritage: Heritage;

  constructor(private readonly options: PoolOptions) {
    this.heritage = options.heritage ?? {};
  }

  /** Number of live workers. */
  get size(): number {
    return this.members.size;
  }

  /**
   * Runs one request in the next free worker, and lets `accept` judge the answer: what it throws is a failure too, and
   * a worker in which something failed is replaced.
   * @throws SimulationError `timeout`, `aborted`, `crashed` or `engine-missing`; the pool stays usable after each of
   *   them.
   */
  async run<T>(request: Request, limits: RunLimits, accept: (response: Response) => T): Promise<T> {
    return this.use({ signal: limits.signal }, async (lease) => accept(await lease.request(request, limits)));
  }

  /** Lends a worker to `work`, and replaces it when that fails. @throws SimulationError `aborted` */
  async use<T>(options: LeaseOptions, work: (lease: Lease<Request, Response, Event>) => Promise<T>): Promise<T> {
    const lease = await this.lease(options);
    let failed = true;
    try {
      const result = await work(lease);
      failed = false;
      return result;
    } finally {
      lease.release(failed);
    }
  }

  /** The next free worker, preferably a certain one. @throws SimulationError `aborted` */
  async lease({ prefer, signal }: LeaseOptions = {}): Promise<Lease<Request, Response, Event>> {
    const member = await this.acquire(prefer, signal);
    return {
      place: member,
      request: (request, limits, hooks = {}) => member.request(request, limits, hooks),
      release: (failed = false) => {
        member.spent ||= failed;
        this.release(member);
      },
    };
  }

  /** The engine, as its worker reports it; starts a worker if none runs. */
  async engine(): Promise<WorkerEngine> {
    const member = await this.acquire();
    try {
      return await member.ready();
    } finally {
      this.release(member);
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const { fail } of this.waiting.splice(0)) fail(disposedError());
    await Promise.all([...this.members].map((member) => member.kill(disposedError())));
    this.members.clear();
    this.idle.length = 0;
  }

  private acquire(prefer?: WorkerSeat, signal?: AbortSignal): Promise<PoolMember<Request, Response, Event>> {
    if (this.disposed) return Promise.reject(disposedError());
    if (signal?.aborted) return Promise.reject(abortedError());
    const free = this.takeIdle(prefer);
    if (free) return Promise.resolve(free);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const place = this.waiting.indexOf(entry);
        if (place >= 0) this.waiting.splice(place, 1);
        reject(abortedError());
      };
      const entry = {
        give: (member: PoolMember<Request, Response, Event>): void => {
          signal?.removeEventListener('abort', leave);
          resolve(member);
        },
        fail: reject,
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(entry);
    });
  }

  /**
   * The preferred worker; else the one that was idle for longest, whose circuit is the least likely to be asked for
   * again; else a new one.
   */
  private takeIdle(prefer?: WorkerSeat): PoolMember<Request, Response, Event> | undefined {
    const own = this.idle.findIndex((member) => member === prefer);
    if (own >= 0) return this.idle.splice(own, 1)[0];
    return this.idle.shift() ?? (this.members.size < this.options.size ? this.hire() : undefined);
  }

  private hire(): PoolMember<Request, Response, Event> {
    const workerData = this.heritage.legacy ?? this.options.workerData;
    const member = new PoolMember<Request, Response, Event>({ ...this.options, workerData });
    member.ready().then(
      ({ legacy }) => (this.heritage.legacy ??= legacy),
      () => undefined,
    );
    this.members.add(member);
    return member;
  }

  private release(member: PoolMember<Request, Response, Event>): void {
    if (this.disposed) return;
    let next: PoolMember<Request, Response, Event> | undefined = member;
    if (
      member.dead ||
      member.spent ||
      member.runs >= this.options.maxRuns ||
      member.memoryBytes > this.options.maxMemoryBytes
    ) {
      this.members.delete(member);
      void member.kill(new SimulationError('crashed', 'the worker was retired'));
      next = undefined;
    }
    const waiter = this.waiting.shift();
    if (waiter) waiter.give(next ?? this.hire());
    else if (next) this.idle.push(next);
  }
}

function disposedError(): SimulationError {
  return new SimulationError('aborted', 'the engine was disposed');
}
