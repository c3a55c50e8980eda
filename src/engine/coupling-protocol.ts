/*
 * The engine runs in a worker, and the coupling's functions in the thread of the caller. The worker posts a request and
 * sleeps until the answer stands in shared memory: the engine's callbacks are synchronous, and messages are not.
 */

/** What the worker wants to know, and what it has to tell first. */
export interface CouplingRequest {
  /** Accepted points since the last request: for each its time, then the watched values. */
  readonly points: Float64Array;
  /** Sources seen for the first time; they get the next numbers. */
  readonly names: readonly string[];
  /** Time after which the next event is asked for. */
  readonly eventAfter?: number;
  /** Time at which the values of all sources are asked for. */
  readonly sourcesAt?: number;
}

/** More sources than this have no room in the shared memory. */
export const MAX_SOURCES = 65_536;

const [PENDING, ANSWERED, FAILED] = [0, 1, 2];
const HEADER_BYTES = 8;

/** The shared memory: a state, the next event, and one value for each source. */
export class CouplingMemory {
  private readonly state: Int32Array;
  private readonly numbers: Float64Array;

  constructor(
    readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(
      HEADER_BYTES + (1 + MAX_SOURCES) * Float64Array.BYTES_PER_ELEMENT,
    ),
  ) {
    this.state = new Int32Array(buffer, 0, 1);
    this.numbers = new Float64Array(buffer, HEADER_BYTES);
  }

  get event(): number {
    return this.numbers[0]!;
  }

  value(source: number): number {
    return this.numbers[1 + source]!;
  }

  /** In the worker: posts, sleeps, and wakes up with the answer. @returns whether there is one */
  ask(post: () => void): boolean {
    Atomics.store(this.state, 0, PENDING);
    post();
    // Between the answer's `store` and its `notify` this thread may see the answer, go on and sleep on the next
    // question: then the late notification wakes it too early. Only the state tells that there is an answer.
    while (Atomics.load(this.state, 0) === PENDING) Atomics.wait(this.state, 0, PENDING);
    return Atomics.load(this.state, 0) === ANSWERED;
  }

  /** In the thread of the caller. */
  answer(event: number, values: readonly number[]): void {
    this.numbers[0] = event;
    this.numbers.set(values, 1);
    this.settle(ANSWERED);
  }

  fail(): void {
    this.settle(FAILED);
  }

  private settle(state: number): void {
    Atomics.store(this.state, 0, state);
    Atomics.notify(this.state, 0);
  }
}
