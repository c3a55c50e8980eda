import type { NetworkSpec } from '../spec/network.js';
import { backgroundsOf, type Background } from './background.js';
import type { CircuitNeuron } from './circuit-neuron.js';
import { LifNeuron } from './lif.js';
import type { Neuron } from './neuron.js';

/** The neurons that spike next, by position in the spec. */
export interface NetworkSpike {
  /** seconds */
  readonly time: number;
  readonly neurons: readonly number[];
}

interface Connection {
  readonly from: number;
  readonly to: number;
  readonly amplitude: number;
}

/**
 * The neurons of a network, advanced from spike to spike. Everything until the next spike is known: only a spike asks
 * for weights, and what a synapse delivers is decided at that moment by its weight just before. So every road (rule,
 * model, circuit) runs these same neurons and differs in nothing but the answer to that question.
 */
export class NetworkRun {
  /** Spike times by neuron, s. */
  readonly spikes: readonly number[][];
  readonly #neurons: readonly Neuron[];
  readonly #circuits: ReadonlyMap<number, CircuitNeuron>;
  readonly #backgrounds: readonly Background[];
  readonly #position: number[];
  readonly #connections: readonly Connection[];
  readonly #duration: number;
  #next: NetworkSpike | undefined;

  /** @param circuits neurons whose spikes are observed (`observe`), by position in the spec */
  constructor(network: NetworkSpec, circuits: ReadonlyMap<number, CircuitNeuron> = new Map()) {
    this.#circuits = circuits;
    const names = Object.keys(network.neurons);
    this.#duration = network.duration;
    this.#neurons = Object.values(network.neurons).map(
      ({ constant }, index) => circuits.get(index) ?? new LifNeuron(network.neuron, constant),
    );
    this.#backgrounds = backgroundsOf(network);
    this.#position = names.map(() => 0);
    this.#connections = network.synapses.map(({ from, to, amplitude }) => ({
      from: names.indexOf(from),
      to: names.indexOf(to),
      amplitude,
    }));
    this.spikes = names.map(() => []);
    this.#next = this.#search();
  }

  /** The next spike; undefined when there is none before the end. */
  get next(): NetworkSpike | undefined {
    return this.#next;
  }

  /** Lets the next spike happen. @param weightOf weight of a synapse, by position in the spec, just before the spike */
  fire(weightOf: (synapse: number) => number): void {
    const spike = this.#next;
    if (!spike) throw new Error('there is no further spike');
    for (const index of spike.neurons) {
      const neuron = this.#neurons[index];
      neuron?.advance(spike.time);
      neuron?.fire();
      this.spikes[index]?.push(spike.time);
    }
    this.#deliver(spike, weightOf);
    this.#next = this.#search();
  }

  /** A spike that a circuit was seen to fire. @param weightOf as of `fire` */
  observe(spike: NetworkSpike, weightOf: (synapse: number) => number): void {
    for (const index of spike.neurons) this.spikes[index]?.push(spike.time);
    const other = this.#connections.find(({ from, to }) => spike.neurons.includes(from) && !this.#circuits.has(to));
    // Whoever is solved ahead cannot be told of a spike that was not known; a neuron that is driven is a circuit.
    if (other) throw new Error(`neuron ${other.to} is driven by a circuit and is none`);
    this.#deliver(spike, weightOf);
  }

  #deliver({ time, neurons }: NetworkSpike, weightOf: (synapse: number) => number): void {
    this.#connections.forEach(({ from, to, amplitude }, synapse) => {
      if (!neurons.includes(from)) return;
      // A circuit's weight may stand a little below its zero; the current it scales has no other sign.
      this.#give(to, time, amplitude * Math.max(0, weightOf(synapse)));
    });
  }

  /** Gives every neuron its input until the first of them spikes. */
  #search(): NetworkSpike | undefined {
    const crossings = this.#neurons.map((neuron) => neuron.nextSpike());
    for (;;) {
      const spike = Math.min(...crossings);
      const inputs = this.#backgrounds.map(({ times }, index) => times[this.#position[index] ?? 0] ?? Infinity);
      const input = Math.min(...inputs);
      if (Math.min(spike, input) >= this.#duration) return undefined;
      if (spike <= input)
        return { time: spike, neurons: [...crossings.keys()].filter((index) => crossings[index] === spike) };
      const index = inputs.indexOf(input);
      this.#position[index] = (this.#position[index] ?? 0) + 1;
      this.#give(index, input, this.#backgrounds[index]?.amplitude ?? NaN);
      crossings[index] = this.#neurons[index]?.nextSpike() ?? NaN;
    }
  }

  #give(index: number, time: number, amplitude: number): void {
    const neuron = this.#neurons[index];
    neuron?.advance(time);
    neuron?.receive(amplitude);
  }
}
