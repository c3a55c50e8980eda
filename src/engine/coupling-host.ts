import { CouplingMemory, MAX_SOURCES, type CouplingRequest } from './coupling-protocol.js';
import { SimulationError } from './errors.js';
import type { Coupling } from './simulator.js';

/** Answers a worker's requests by calling a coupling's functions, in the thread of the caller. */
export class CouplingHost {
  readonly memory = new CouplingMemory();
  private failed: SimulationError | undefined;
  private readonly sources: string[] = [];

  constructor(private readonly coupling: Coupling) {}

  /** Why the coupling could not answer. From then on the engine is only told to stop. */
  get failure(): SimulationError | undefined {
    return this.failed;
  }

  handle(request: CouplingRequest): void {
    try {
      if (this.failed) throw this.failed;
      this.tell(request.points);
      this.sources.push(...request.names.map(sourceName));
      if (this.sources.length > MAX_SOURCES)
        throw new SimulationError('unsupported', `the circuit has more than ${MAX_SOURCES} external sources`);
      const event = request.eventAfter === undefined ? Infinity : this.nextEvent(request.eventAfter);
      const at = request.sourcesAt;
      this.memory.answer(event, at === undefined ? [] : this.sources.map((name) => this.value(name, at)));
    } catch (error) {
      this.failed ??=
        error instanceof SimulationError
          ? error
          : new SimulationError(
              'coupling',
              `the coupling failed: ${error instanceof Error ? error.message : String(error)}`,
              '',
              { cause: error },
            );
      this.memory.fail();
    }
  }

  private tell(points: Float64Array): void {
    const width = 1 + this.coupling.watch.length;
    for (let start = 0; start < points.length; start += width)
      this.coupling.onPoint(points[start]!, points.slice(start + 1, start + width));
  }

  private value(name: string, time: number): number {
    const value = this.coupling.source(name, time);
    if (!Number.isFinite(value))
      throw new SimulationError(
        'coupling',
        `the coupling gave ${value} for source "${name}" at ${time} s; a source needs a finite value`,
      );
    return value;
  }

  private nextEvent(time: number): number {
    const event = this.coupling.nextEvent(time);
    if (!(event > time))
      throw new SimulationError(
        'coupling',
        `the coupling's next event after ${time} s is ${event}; it has to lie after that time, or be Infinity`,
      );
    return event;
  }
}

/** ngspice calls the source i1 of subcircuit xdut `i.xdut.i1`; everywhere else in rulespice it is `xdut.i1`. */
function sourceName(flat: string): string {
  return flat.split('.').length > 2 ? flat.slice(flat.indexOf('.') + 1) : flat;
}
