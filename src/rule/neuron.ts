import type { LifNeuronModel, LifParameters } from './parameters.js';
import type { Rule } from './rule.js';

/*
 * A leaky integrate-and-fire neuron under a constant current, in closed form.
 *
 *   tau dv/dt = I / threshold - v,   v >= 1: spike, v = reset for `refractory`
 *
 * v is the membrane between rest (0) and threshold (1). Gerstner, Kistler, Spiking Neuron Models (2002), section 4.1.
 */

/** The state of a neuron. */
export const MEMBRANE = 'v';

/** A neuron in the place of a rule: no event changes it, a current does. */
export function neuronRule({ kind, ...neuron }: LifParameters): Rule {
  return {
    kind,
    states: [{ type: 'trace', name: MEMBRANE, tau: neuron.tau }],
    updates: [],
    drifts: [],
    readouts: [],
    neuron,
  };
}

/** Time from one spike to the next under a constant current (A), s; Infinity where it stays silent. */
export function lifPeriod(neuron: LifNeuronModel, current: number): number {
  return neuron.refractory + timeToThreshold(neuron, current, neuron.reset);
}

/** Spikes a second under a constant current (A), Hz: 1 / (refractory + tau ln((I - reset I_t) / (I - I_t))). */
export function lifRate(neuron: LifNeuronModel, current: number): number {
  return 1 / lifPeriod(neuron, current);
}

/** Spike times under a current (A) that starts at a time (s) at rest, and lasts until another. */
export function lifSpikes(neuron: LifNeuronModel, current: number, from: number, until: number): number[] {
  const first = from + timeToThreshold(neuron, current, 0);
  const period = lifPeriod(neuron, current);
  const count = Number.isFinite(first) ? Math.floor((until - first) / period) + 1 : 0;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * period);
}

/** The membrane under the same current, at ascending times (s); the value at a spike is the one after it. */
export function lifMembrane(
  neuron: LifNeuronModel,
  current: number,
  { from, spikes, time }: { readonly from: number; readonly spikes: readonly number[]; readonly time: Float64Array },
): Float64Array {
  const settled = current / neuron.threshold;
  let next = 0;
  return time.map((at) => {
    while ((spikes[next] ?? Infinity) <= at) next += 1;
    const last = spikes[next - 1];
    const [start, begin] = last === undefined ? [0, from] : [neuron.reset, last + neuron.refractory];
    return at <= begin ? start : settled + (start - settled) * Math.exp(-(at - begin) / neuron.tau);
  });
}

function timeToThreshold({ tau, threshold }: LifNeuronModel, current: number, start: number): number {
  return current > threshold ? tau * Math.log((current - start * threshold) / (current - threshold)) : Infinity;
}
