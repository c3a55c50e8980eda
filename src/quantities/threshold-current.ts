import { formatQuantity } from '../units/format.js';
import { failedBy } from './measuring/learning.js';
import { isNeuron } from './measuring/neuron.js';
import type { Recordings } from './measuring/recording.js';
import { scalar, type Reading } from './measuring/scalar.js';
import type { Quantity } from './quantity.js';

const number = scalar({
  name: 'threshold_current',
  spellings: ['threshold-current', 'rheobase'],
  title: 'threshold current',
  unit: 'A',
  description:
    'The current between silence and firing: the smallest one under which the neuron fires within ten time ' +
    'constants, found by bisection between an eighth of the stated threshold and eight times of it, to 0.2 %; at ' +
    'most 24 runs. A circuit that is silent, or fires, at both ends has none, and fails.',
  stimuli: ['threshold'],
  fits: isNeuron,
  sees: () => [],
  prescribed: (_spec, rule) => rule.neuron?.threshold,
  measure: bracket,
});

/** The current at which a neuron begins to fire. */
export const thresholdCurrent: Quantity = {
  ...number,
  compare: (evidence) => {
    const fault = oneSided(evidence.circuit);
    return fault === undefined ? number.compare(evidence) : failedBy(fault, { unit: number.unit });
  },
};

function bracket([recording]: Recordings): Reading {
  const { silent, firing } = recording?.threshold ?? {};
  return silent === undefined || firing === undefined ? {} : { value: Math.sqrt(silent * firing) };
}

function oneSided([recording]: Recordings): string | undefined {
  if (!recording?.threshold) return undefined;
  const { silent, firing } = recording.threshold;
  if (firing === undefined) return `does not fire at any current up to ${formatQuantity(silent ?? NaN, 'A', 4)}`;
  return silent === undefined ? `fires at every current down to ${formatQuantity(firing, 'A', 4)}` : undefined;
}
