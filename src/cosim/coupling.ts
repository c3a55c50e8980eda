import { SimulationError } from '../engine/errors.js';
import type { Coupling } from '../engine/simulator.js';
import { eventSource, inputSource } from '../netlist/network-bench.js';
import { EVENT_EDGE, smallestInterval } from '../spec/limits.js';
import { formatQuantity } from '../units/format.js';
import type { CircuitNeuron } from './circuit-neuron.js';
import type { NetworkRun } from './network-run.js';

export interface CouplingOptions {
  /** Duration of an event between the half-way points of its edges, s, and its height, V. */
  readonly pulse: number;
  readonly supply: number;
  /** Vectors of the weights by synapse, and what their voltages are in rule units. */
  readonly weights: readonly string[];
  readonly decoded: (voltage: number) => number;
  /** Neurons that are circuits of the same simulation. */
  readonly circuits?: readonly WatchedNeuron[];
}

/** A neuron that is a circuit: what drives it, and where its spikes are seen. */
export interface WatchedNeuron {
  /** Position in the spec. */
  readonly index: number;
  readonly name: string;
  readonly neuron: CircuitNeuron;
  /** Its output, V, which is a spike beyond the level, above it (1) or below (-1). */
  readonly vector: string;
  readonly level: number;
  readonly sign: number;
}

/** A time point that should lie on an event may miss it by this much, s: a thousandth of the event's edge. */
const MISSED = EVENT_EDGE / 1000;

/**
 * Ties the neurons to a running simulation of their synapses. The next spike of a behavioural neuron is always known
 * before the simulator gets there, so its time becomes a breakpoint and its pulse is on the event source from its onset
 * on; once the time point on it is accepted, the weights of that very moment decide what the spike delivers, and with
 * that the spike after it. The spike of a circuit is known once the time point after its crossing is accepted: what it
 * delivers is of the crossing, and its pulse begins at that point.
 */
export class NetworkCoupling implements Coupling {
  readonly watch: readonly string[];
  readonly #run: NetworkRun;
  readonly #options: CouplingOptions;
  readonly #onsets: ReadonlyMap<string, number[]>;
  readonly #inputs: ReadonlyMap<string, CircuitNeuron>;
  #last: { readonly time: number; readonly values: Float64Array } | undefined;

  constructor(run: NetworkRun, options: CouplingOptions) {
    const { weights, circuits = [] } = options;
    this.#run = run;
    this.#options = options;
    this.watch = [...weights, ...circuits.map(({ vector }) => vector)];
    const observed = new Set(circuits.map(({ index }) => index));
    // Pulses of a circuit's spikes begin a little after them.
    this.#onsets = new Map(run.spikes.map((times, neuron) => [eventSource(neuron), observed.has(neuron) ? [] : times]));
    this.#inputs = new Map(circuits.map(({ index, neuron }) => [inputSource(index), neuron]));
  }

  source(name: string, time: number): number {
    const input = this.#inputs.get(name);
    if (input) return input.currentAt(time);
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
    return Math.min(event, ...[...this.#inputs.values()].map((neuron) => neuron.nextJump(time)));
  }

  onPoint(time: number, values: Float64Array): void {
    for (let next = this.#run.next; next && next.time <= time; next = this.#run.next) {
      if (time - next.time > MISSED) {
        throw new SimulationError(
          'unsupported',
          `the simulator stopped at ${time} s instead of at the spike at ${next.time} s; its time points ` +
            `must fall on events`,
        );
      }
      this.#run.fire(this.#weightsAt(next.time, time, values));
    }
    (this.#options.circuits ?? []).forEach((watched, place) => this.#watch(watched, place, time, values));
    this.#last = { time, values: values.slice() };
  }

  /** Whether a circuit has spiked since the last point. */
  #watch({ index, name, level, sign }: WatchedNeuron, place: number, time: number, values: Float64Array): void {
    const before = this.#last;
    const column = this.#options.weights.length + place;
    if (!before) return;
    const [from, to] = [before.values[column], values[column]].map((volts) => sign * ((volts ?? NaN) - level));
    if (from === undefined || to === undefined || from > 0 || !(to > 0)) return;
    const spike = before.time + (from / (from - to)) * (time - before.time);
    const onsets = this.#onsets.get(eventSource(index)) ?? [];
    this.#requireApart(name, onsets.at(-1), time);
    onsets.push(time);
    this.#run.observe({ time: spike, neurons: [index] }, this.#weightsAt(spike, time, values));
  }

  /** @throws SimulationError for a spike within the pulse of the one before, which the synapses would not see */
  #requireApart(name: string, before: number | undefined, time: number): void {
    const { pulse } = this.#options;
    if (before === undefined || time - before >= smallestInterval(pulse)) return;
    throw new SimulationError(
      'unsupported',
      `the circuit of neuron ${name} spikes again after ${formatQuantity(time - before, 's', 3)} (at ` +
        `${formatQuantity(time, 's', 4)}), within the event pulse of ${formatQuantity(pulse, 's')}; shorten ` +
        `circuit.pulse, or look at its refractory period with "rulespice verify"`,
    );
  }

  /** Weights at a moment between the last point and this one. */
  #weightsAt(moment: number, time: number, values: Float64Array): (synapse: number) => number {
    const before = this.#last;
    const share = before && time > before.time ? (moment - before.time) / (time - before.time) : 1;
    return (synapse) => {
      const [from, to] = [before?.values[synapse] ?? values[synapse] ?? NaN, values[synapse] ?? NaN];
      return this.#options.decoded(from + share * (to - from));
    };
  }

  /** The event's waveform, seconds after its onset: as src/stimulus/pulses.ts draws it. */
  #level(elapsed: number): number {
    const { pulse, supply } = this.#options;
    const height = Math.min(elapsed / EVENT_EDGE, 1, (pulse + EVENT_EDGE - elapsed) / EVENT_EDGE);
    return supply * Math.max(0, height);
  }
}
