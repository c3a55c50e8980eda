import { SimulationError } from '../engine/errors.js';
import type { Coupling } from '../engine/simulator.js';
import { eventSource } from '../netlist/network-bench.js';
import { EVENT_EDGE } from '../spec/limits.js';
import type { NetworkRun } from './network-run.js';

export interface CouplingOptions {
  /** Duration of an event between the half-way points of its edges, s, and its height, V. */
  readonly pulse: number;
  readonly supply: number;
  /** Vectors of the weights by synapse, and what their voltages are in rule units. */
  readonly weights: readonly string[];
  readonly decoded: (voltage: number) => number;
}

/** A time point that should lie on an event may miss it by this much, s: a thousandth of the event's edge. */
const MISSED = EVENT_EDGE / 1000;

/**
 * Ties the neurons to a running simulation of their synapses. The next spike is always known before the simulator gets
 * there, so its time becomes a breakpoint and its pulse is on the event source from its onset on; once the time point
 * on it is accepted, the weights of that very moment decide what the spike delivers, and with that the spike after it.
 */
export class NetworkCoupling implements Coupling {
  readonly watch: readonly string[];
  readonly #run: NetworkRun;
  readonly #options: CouplingOptions;
  readonly #onsets: ReadonlyMap<string, number[]>;
  #last: { readonly time: number; readonly values: Float64Array } | undefined;

  constructor(run: NetworkRun, options: CouplingOptions) {
    this.#run = run;
    this.#options = options;
    this.watch = options.weights;
    this.#onsets = new Map(run.spikes.map((times, neuron) => [eventSource(neuron), times]));
  }

  source(name: string, time: number): number {
    const past = this.#onsets.get(name);
    if (!past) throw new Error(`the network has no source ${name}`);
    const next = this.#run.next;
    if (next?.neurons.some((neuron) => eventSource(neuron) === name) === true && time > next.time)
      return this.#level(time - next.time);
    const latest = past.findLast((onset) => onset < time);
    return latest === undefined ? 0 : this.#level(time - latest);
  }

  nextEvent(time: number): number {
    const { pulse } = this.#options;
    let event = this.#run.next?.time ?? Infinity;
    if (event <= time) event = Infinity;
    for (const onsets of this.#onsets.values()) {
      const onset = onsets.at(-1);
      if (onset === undefined) continue;
      for (const corner of [EVENT_EDGE, pulse, pulse + EVENT_EDGE]) {
        if (onset + corner > time) {
          event = Math.min(event, onset + corner);
          break;
        }
      }
    }
    return event;
  }

  onPoint(time: number, values: Float64Array): void {
    const before = this.#last;
    for (let next = this.#run.next; next && next.time <= time; next = this.#run.next) {
      if (time - next.time > MISSED) {
        throw new SimulationError(
          'unsupported',
          `the simulator stopped at ${time} s instead of at the spike at ${next.time} s; its time points ` +
            `must fall on events`,
        );
      }
      const share = before && time > before.time ? (next.time - before.time) / (time - before.time) : 1;
      this.#run.fire((synapse) => {
        const [from, to] = [before?.values[synapse] ?? values[synapse] ?? NaN, values[synapse] ?? NaN];
        return this.#options.decoded(from + share * (to - from));
      });
    }
    this.#last = { time, values: values.slice() };
  }

  /** The event's waveform, seconds after its onset: as src/stimulus/pulses.ts draws it. */
  #level(elapsed: number): number {
    const { pulse, supply } = this.#options;
    const height = Math.min(elapsed / EVENT_EDGE, 1, (pulse + EVENT_EDGE - elapsed) / EVENT_EDGE);
    return supply * Math.max(0, height);
  }
}
