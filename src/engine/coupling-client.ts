import { NgspiceError } from 'ngspice-wasm';
import { CouplingMemory, type CouplingRequest } from './coupling-protocol.js';

/**
 * Answers the engine's callbacks in a worker by asking the thread of the caller; once for each time, whatever Newton's
 * iterations ask.
 */
export class CouplingClient {
  private readonly memory: CouplingMemory;
  private readonly numbers = new Map<string, number>();
  private newNames: string[] = [];
  private points: number[] = [];
  private known = -Infinity;

  constructor(
    buffer: SharedArrayBuffer,
    readonly watch: readonly string[],
    private readonly post: (request: CouplingRequest) => void,
  ) {
    this.memory = new CouplingMemory(buffer);
  }

  source(name: string, time: number): number {
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(name, number);
      this.newNames.push(name);
      this.known = -Infinity;
    }
    if (time !== this.known) {
      this.ask({ sourcesAt: time });
      this.known = time;
    }
    return this.memory.value(number);
  }

  nextEvent(time: number): number {
    this.ask({ eventAfter: time });
    return this.memory.event;
  }

  /** Points wait for the next question: the engine always asks before it goes on. */
  onPoint(time: number, values: Float64Array): void {
    const missing = values.findIndex((value) => Number.isNaN(value));
    if (missing >= 0)
      throw new NgspiceError('missing-vector', `${this.watch[missing]} is watched, but the circuit has no such vector`);
    this.points.push(time, ...values);
    // The answer to a point may change every source.
    this.known = -Infinity;
  }

  /** Hands over the points after the last question. */
  finish(): void {
    if (this.points.length > 0) this.ask({});
  }

  private ask(question: Omit<CouplingRequest, 'points' | 'names'>): void {
    const request = { points: Float64Array.from(this.points), names: this.newNames, ...question };
    this.points = [];
    this.newNames = [];
    if (!this.memory.ask(() => this.post(request))) throw new NgspiceError('aborted', 'the coupling failed');
  }
}
