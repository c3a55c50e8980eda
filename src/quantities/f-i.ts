import type { Measurement } from '../compare/measurement.js';
import { formatQuantity } from '../units/format.js';
import { curveOf, isNeuron, unlessSilent } from './measuring/neuron.js';
import type { Evidence, Quantity } from './quantity.js';

/** How often a neuron fires under constant currents. */
export const fI: Quantity = {
  name: 'f_i',
  spellings: ['f-i'],
  title: 'f-I curve',
  unit: 'Hz',
  description:
    'The rate at which the neuron fires under each of `stimulus.currents`, against `1 / (refractory + tau ln((I - ' +
    'reset I_t) / (I - I_t)))`; the largest relative error of a point counts, and its current is named. A circuit ' +
    'that fires where the neuron is silent, or is silent where it fires, fails whatever the limit is. The first ' +
    'interval comes from rest and is left out.',
  metric: 'relative-error',
  stimuli: ['currents'],
  sees: () => [],
  sampled: true,
  reads: 'recordings',
  fits: isNeuron,
  compare: (evidence) => unlessSilent(evidence, () => compareCurves(evidence)),
};

interface Point {
  readonly current: number;
  readonly rate: number;
  readonly spikes: number;
  readonly wanted: number;
}

function compareCurves({ circuit, other }: Evidence): Measurement {
  const expected = new Map(curveOf(other).map(({ current, rate }) => [current, rate]));
  const points = curveOf(circuit).map(({ current, rate, firing: { times } }): Point => ({
    current,
    rate,
    spikes: times.length,
    wanted: expected.get(current) ?? NaN,
  }));
  const strange = points.find(({ spikes, rate, wanted }) => (wanted > 0 ? !(rate > 0) : spikes > 0));
  if (strange) return { measured: 1, unit: 'Hz', reason: otherThanWanted(strange), headline: true };
  const [worst] = points
    .filter(({ wanted }) => wanted > 0)
    .map((point) => ({ ...point, measured: Math.abs(point.rate / point.wanted - 1) }))
    .sort((a, b) => b.measured - a.measured);
  if (!worst) return { reason: 'the neuron is silent at every one of the currents: nothing to compare with' };
  const { measured, rate: value, wanted: reference, current } = worst;
  return { measured, value, reference, unit: 'Hz', where: formatQuantity(current, 'A', 4) };
}

/** A circuit that does something else than to fire at another rate. */
function otherThanWanted({ current, rate, spikes, wanted }: Point): string {
  const does = rate > 0 ? `fires (${formatQuantity(rate, 'Hz', 3)})` : spikes > 0 ? 'fires once' : 'is silent';
  const at = `${does} at ${formatQuantity(current, 'A', 4)}`;
  if (wanted > 0 && spikes > 0) return `${at} and not again: look for what resets it`;
  return `${at}, where the neuron ${wanted > 0 ? 'fires' : 'is silent'}`;
}
