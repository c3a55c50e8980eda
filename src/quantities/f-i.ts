import type { Measurement } from '../compare/measurement.js';
import { formatQuantity } from '../units/format.js';
import { curveOf, isNeuron, unlessSilent } from './measuring/neuron.js';
import type { Evidence, Quantity } from './quantity.js';

/** How often a neuron fires under constant currents. */
export const fI: Quantity = {
  name: 'f_i',
  spellings: ['f-i', 'f-I'],
  title: 'f-I curve',
  unit: 'Hz',
  description:
    'The rate at which the neuron fires under each of `stimulus.currents`, against `1 / (refractory + tau ln((I - ' +
    'reset I_t) / (I - I_t)))`; the largest relative error of a point counts, and its current is named. A circuit that ' +
    'fires where the neuron is silent, or is silent where it fires, fails whatever the limit is. The first interval ' +
    'comes from rest and is left out.',
  metric: 'relative-error',
  stimuli: ['currents'],
  sees: () => [],
  sampled: true,
  reads: 'recordings',
  fits: isNeuron,
  compare: (evidence) => unlessSilent(evidence, () => compareCurves(evidence)),
};

function compareCurves({ circuit, other }: Evidence): Measurement {
  const expected = new Map(curveOf(other).map(({ current, rate }) => [current, rate]));
  const points = curveOf(circuit).map(({ current, rate }) => ({ current, rate, wanted: expected.get(current) ?? NaN }));
  const strange = points.find(({ rate, wanted }) => rate > 0 !== wanted > 0);
  if (strange) {
    const { current, rate } = strange;
    const does = rate > 0 ? `fires (${formatQuantity(rate, 'Hz', 3)})` : 'is silent';
    return {
      measured: 1,
      value: rate,
      reference: strange.wanted,
      unit: 'Hz',
      reason: `${does} at ${formatQuantity(current, 'A', 4)}, where the neuron ${rate > 0 ? 'is silent' : 'fires'}`,
      headline: true,
    };
  }
  const errors = points
    .filter(({ wanted }) => wanted > 0)
    .map(({ rate, wanted, ...rest }) => ({ ...rest, rate, wanted, measured: Math.abs(rate / wanted - 1) }));
  const [worst] = errors.sort((a, b) => b.measured - a.measured);
  if (!worst || points.some(({ rate, wanted }) => !Number.isFinite(rate + wanted)))
    return { reason: 'the neuron is silent at every one of the currents: nothing to compare with' };
  const { measured, rate: value, wanted: reference, current } = worst;
  return { measured, value, reference, unit: 'Hz', where: formatQuantity(current, 'A', 4) };
}
