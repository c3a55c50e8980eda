import type { NetworkSpec } from '../spec/network.js';
import { backgroundsOf, type Background } from './background.js';
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
  readonly #backgrounds: readonly Background[];
  readonly #position: number[];
  readonly #connections: readonly Connection[];
  readonly #duration: number;
  #next: NetworkSpike | undefined;

  constructor(network: NetworkSpec) {
    const names = Object.keys(network.neurons);
    this.#duration = network.duration;
    this.#neurons = Object.values(network.neurons).map(({ constant }) => new LifNeuron(network.neuron, constant));
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
    this.#connections.forEach(({ from, to, amplitude }, synapse) => {
      if (!spike.neurons.includes(from)) return;
      // A circuit's weight may stand a little below its zero; the current it scales has no other sign.
      this.#give(to, spike.time, amplitude * Math.max(0, weightOf(synapse)));
    });
    this.#next = this.#search();
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
