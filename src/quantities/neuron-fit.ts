import type { LifFit } from '../compare/lif-fit.js';
import { fitted, ofCurve } from './measuring/neuron.js';
import type { Quantity } from './quantity.js';

const FITTED =
  'of the leaky integrate-and-fire neuron that is fitted to the f-I curve of the circuit (its threshold, time ' +
  'constant and refractory time are free, its reset is the stated one, periods by their relative error). At least 4 ' +
  'currents above the threshold are needed';

/** How long a neuron is silent after a spike whatever drives it. */
export const refractory = parameter(
  'refractory',
  [],
  'refractory period',
  'refractory',
  `The refractory period ${FITTED}, the largest of them so high that the refractory time is a good part of a period.`,
);

/** The time constant of the membrane. */
export const membraneTau = parameter(
  'membrane_tau',
  ['membrane-tau'],
  'time constant of the membrane',
  'tau',
  `The time constant ${FITTED}, some of them within half of the threshold above it.`,
);

function parameter(
  name: string,
  spellings: readonly string[],
  title: string,
  part: Exclude<keyof LifFit, 'threshold'>,
  description: string,
): Quantity {
  return ofCurve({
    name,
    spellings,
    title,
    unit: 's',
    description,
    prescribed: (_spec, rule) => rule.neuron?.[part],
    measure: (recordings, rule) => {
      const found = fitted(recordings, rule);
      return 'fit' in found ? { value: found.fit[part] } : found;
    },
  });
}
