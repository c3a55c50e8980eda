import type { NeuronSpec } from '../spec/network.js';
import type { Neuron } from './neuron.js';

/**
 * Leaky integrate-and-fire neuron with an exponential synaptic current and a constant one:
 *
 *   tau dV/dt = -(V - rest) + constant + i(t),   di/dt = -i / synaptic,   V >= threshold: spike, V = reset for
 * `refractory`
 *
 * i is current times membrane resistance, V. Between inputs V is a constant and two exponentials, which with i >= 0
 * have at most one extremum; so a crossing of the threshold is found whenever there is one, at full precision, without
 * time steps. Equations: Rotter, Diesmann, Biol. Cybern. 81:381 (1999); the extremum: Krishnan et al., Front.
 * Neuroinform. 11:75 (2018).
 */
export class LifNeuron implements Neuron {
  readonly #spec: NeuronSpec;
  readonly #constant: number;
  /** Current of one input whose potential is 1 V high. */
  readonly #unit: number;
  #now = 0;
  /** Voltage above rest, V. */
  #v = 0;
  #i = 0;
  #heldUntil = 0;

  /** @param constant depolarisation by the constant current once settled, V */
  constructor(spec: NeuronSpec, constant: number) {
    this.#spec = spec;
    this.#constant = constant;
    this.#unit = 1 / potentialHeight(spec);
  }

  get voltage(): number {
    return this.#spec.rest + this.#v;
  }

  advance(to: number): void {
    if (to < this.#now) throw new RangeError(`a neuron that has reached ${this.#now} s cannot go back to ${to} s`);
    const free = Math.max(this.#now, Math.min(to, this.#heldUntil));
    this.#i *= Math.exp(-(free - this.#now) / this.#spec.synaptic);
    const elapsed = to - free;
    this.#v = this.#after(this.#v, this.#i, elapsed);
    this.#i *= Math.exp(-elapsed / this.#spec.synaptic);
    this.#now = to;
  }

  receive(amplitude: number): void {
    if (!(amplitude >= 0)) throw new RangeError(`an input of ${amplitude} V; inputs are excitatory`);
    this.#i += amplitude * this.#unit;
  }

  fire(): void {
    this.#v = this.#spec.reset - this.#spec.rest;
    this.#heldUntil = this.#now + this.#spec.refractory;
  }

  nextSpike(): number {
    const start = Math.max(this.#now, this.#heldUntil);
    const current = this.#i * Math.exp(-(start - this.#now) / this.#spec.synaptic);
    return start + this.#timeToThreshold(this.#v, current);
  }

  /** Voltage after `elapsed` seconds from voltage v and current i. */
  #after(v: number, i: number, elapsed: number): number {
    return (
      this.#constant +
      (v - this.#constant) * Math.exp(-elapsed / this.#spec.tau) +
      i * unitPotential(elapsed, this.#spec)
    );
  }

  /** First time at which the voltage reaches the threshold from v with current i, s; Infinity for never. */
  #timeToThreshold(v: number, i: number): number {
    const { tau, threshold, rest } = this.#spec;
    const level = threshold - rest;
    if (v >= level) return 0;
    // tau dV/dt at the start; when it is not positive it stays so, as i only falls.
    const slope = this.#constant + i - v;
    if (slope <= 0) return Infinity;
    const peak = timeOfPeak(slope, i, this.#spec);
    if (peak < Infinity) return this.#after(v, i, peak) < level ? Infinity : this.#crossing(v, i, level, peak);
    if (this.#constant <= level) return Infinity;
    // Without i the threshold is reached later.
    return this.#crossing(v, i, level, tau * Math.log((this.#constant - v) / (this.#constant - level)));
  }

  /**
   * The crossing between 0 and `until`, where the voltage rises: Newton's method, bisecting where it would leave the
   * bracket.
   */
  #crossing(v: number, i: number, level: number, until: number): number {
    const { tau, synaptic } = this.#spec;
    let [low, high] = [0, until];
    let at = 0;
    for (let round = 0; round < 200 && high > low; round += 1) {
      const error = this.#after(v, i, at) - level;
      if (error === 0) return at;
      if (error < 0) low = at;
      else high = at;
      const slope = (this.#constant + i * Math.exp(-at / synaptic) - (error + level)) / tau;
      const newton = at - error / slope;
      const next = newton > low && newton < high ? newton : low + (high - low) / 2;
      if (next === at) break;
      at = next;
    }
    return at;
  }
}

/**
 * Potential by a current of 1 that starts at 0 and decays, after `elapsed` seconds; stable also where both time
 * constants meet.
 */
export function unitPotential(elapsed: number, { tau, synaptic }: Pick<NeuronSpec, 'tau' | 'synaptic'>): number {
  const difference = elapsed * (1 / tau - 1 / synaptic);
  // exp(-t/synaptic) - exp(-t/tau), taken from the slower of the two.
  const slow = Math.exp(-elapsed / Math.max(tau, synaptic));
  const ratio = difference === 0 ? 1 : -Math.expm1(-Math.abs(difference)) / Math.abs(difference);
  return (elapsed / tau) * slow * ratio;
}

/** Height of the potential by a current of 1 that decays, at rest: where it peaks, voltage and current are equal. */
export function potentialHeight(spec: Pick<NeuronSpec, 'tau' | 'synaptic'>): number {
  return Math.exp(-timeOfPeak(1, 1, spec) / spec.synaptic);
}

/**
 * When tau dV/dt, which is `slope` > 0 now, becomes 0 while the current decays from i; Infinity when it never does.
 * It obeys tau d(slope)/dt = -slope - i tau / synaptic.
 */
function timeOfPeak(slope: number, i: number, { tau, synaptic }: Pick<NeuronSpec, 'tau' | 'synaptic'>): number {
  if (i === 0) return Infinity;
  const ratio = slope / i;
  if (tau === synaptic) return ratio * tau;
  const rate = 1 / tau - 1 / synaptic;
  const argument = ratio * synaptic * rate;
  return argument <= -1 ? Infinity : Math.log1p(argument) / rate;
}
