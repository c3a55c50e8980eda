import type { Measurement } from '../compare/measurement.js';
import { ZERO_CELSIUS } from '../units/constants.js';
import type { Biases, Quantity } from './quantity.js';

/** How much a trim had to help: a circuit that needs 20 % is not the one that was designed. */
export const trim: Quantity = {
  name: 'trim',
  spellings: [],
  title: 'distance of a trimmed bias from the design',
  unit: 'A',
  description:
    'The largest relative change of a reference current by a closed-loop trim (`simulation.trim: true`). A decay ' +
    'current is compared with its PTAT value, because tau = C U_T / (kappa I) asks for that much at another ' +
    'temperature. It is judged against the design whatever `against` says, and on the nominal circuit only.',
  metric: 'relative-error',
  stimuli: ['impulse'],
  sampled: false,
  reads: 'biases',
  fits: ({ neuron }) => !neuron,
  compare: ({ biases }) => trimDistance(biases),
};

/**
 * How far a trim moved the biases from the design: the largest relative change of a trimmed reference current.
 *
 * A trim can hide a wrong circuit (a capacitor of 1.2 C is trimmed to the right tau); this quantity shows it.
 */
export function trimDistance(biases: Biases | undefined): Measurement {
  if (!biases?.trimmed) return { reason: 'nothing was trimmed; set simulation.trim' };
  const { designed, trimmed, conditions, designedFor } = biases;
  let worst: Measurement = { reason: 'the circuit has no bias to trim' };
  for (const reference of designed.references) {
    const found = trimmed.references.find(({ net }) => net === reference.net);
    if (!reference.trims || !found) continue;
    const ptat =
      reference.trims.quantity === 'tau' ? (conditions.temperature + ZERO_CELSIUS) / (designedFor + ZERO_CELSIUS) : 1;
    const nominal = reference.value * ptat;
    const measured = Math.abs(found.value - nominal) / nominal;
    if (worst.measured === undefined || measured > worst.measured)
      worst = { measured, value: found.value, reference: nominal, unit: 'A' };
  }
  return worst;
}
