/**
 * A spiking neuron whose state between inputs is known in closed form, so that its next spike is too.
 * A network asks for `nextSpike`, advances the neuron to its inputs and to that spike, and never beyond.
 */
export interface Neuron {
  /** Time of the next spike if no further input comes, s; Infinity for none. */
  nextSpike(): number;
  /** Membrane voltage at the time reached, V. */
  readonly voltage: number;
  /** Lets time pass until `to`, s, at most until the next spike. */
  advance(to: number): void;
  /** An input at the time reached: one that at rest would cause a potential of this height, V, not below 0. */
  receive(amplitude: number): void;
  /** The spike at the time reached: reset, then the refractory time. */
  fire(): void;
}
