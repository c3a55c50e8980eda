import type { NeuronSpec } from '../spec/network.js';
import { potentialHeight } from './lif.js';
import type { Neuron } from './neuron.js';

/** The current begins over this time, s: the operating point of a circuit that fires by itself is no start. */
const BEGIN = 1e-6;
/** Decays of an input after which nothing is left of it, in time constants. */
const GONE = 40;

interface Input {
  readonly time: number;
  /** Current at that time times membrane resistance, V. */
  readonly size: number;
}

/**
 * A neuron that is a circuit: only its input current is known here, and when it spikes is seen in the simulation. What
 * is volts of a neuron (current times membrane resistance) is a current of the circuit by its threshold: a current
 * that just reaches the threshold is the same of both.
 */
export class CircuitNeuron implements Neuron {
  readonly #spec: NeuronSpec & { readonly current: number };
  readonly #constant: number;
  /** Ascending; a spike that was not foreseen may come before others that were. */
  readonly #inputs: Input[] = [];
  #now = 0;

  /** @param constant depolarisation by the constant current once settled, V */
  constructor(spec: NeuronSpec & { readonly current: number }, constant: number) {
    this.#spec = spec;
    this.#constant = constant;
  }

  /** Nobody knows before the simulator does. */
  nextSpike(): number {
    return Infinity;
  }

  get voltage(): number {
    return NaN;
  }

  advance(to: number): void {
    this.#now = to;
  }

  receive(amplitude: number): void {
    if (!(amplitude >= 0)) throw new RangeError(`an input of ${amplitude} V; inputs are excitatory`);
    const input = { time: this.#now, size: amplitude / potentialHeight(this.#spec) };
    const place = this.#inputs.findLastIndex(({ time }) => time <= input.time) + 1;
    this.#inputs.splice(place, 0, input);
  }

  fire(): void {
    throw new Error('the spikes of a circuit are seen, not made');
  }

  /** Current into the circuit at a time (s), A; an input counts after its time. */
  currentAt(time: number): number {
    const { synaptic, threshold, rest, current } = this.#spec;
    let volts = this.#constant * Math.min(1, Math.max(0, time / BEGIN));
    for (let index = this.#inputs.findLastIndex((input) => input.time < time); index >= 0; index -= 1) {
      const { time: since, size } = this.#inputs[index]!;
      if (time - since > GONE * synaptic) break;
      volts += size * Math.exp(-(time - since) / synaptic);
    }
    return (volts / (threshold - rest)) * current;
  }

  /** The first time after another at which the current jumps, s. */
  nextJump(time: number): number {
    const begin = this.#constant > 0 && time < BEGIN ? BEGIN : Infinity;
    return Math.min(begin, this.#inputs.find((input) => input.time > time)?.time ?? Infinity);
  }
}
