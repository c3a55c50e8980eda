import type { Conditions } from '../process/conditions.js';
import { ZERO_CELSIUS } from '../units/constants.js';
import type { Design } from '../design/design.js';
import type { Measurement } from './measurement.js';

/**
 * How far a trim moved the biases from the design: the largest relative change of a trimmed reference current. A decay
 * current is compared with its PTAT value, because tau = C U_T / (kappa I) asks for that much at another temperature.
 *
 * A trim can hide a wrong circuit (a capacitor of 1.2 C is trimmed to the right tau); this quantity shows it.
 *
 * @param designedFor temperature of the design, degrees Celsius
 */
export function trimDistance(
  design: Design,
  trimmed: Design | undefined,
  { temperature }: Conditions,
  designedFor: number,
): Measurement {
  if (!trimmed) return { reason: 'nothing was trimmed; set simulation.trim' };
  let worst: Measurement = { reason: 'the circuit has no bias to trim' };
  for (const reference of design.references) {
    const found = trimmed.references.find(({ net }) => net === reference.net);
    if (!reference.trims || !found) continue;
    const ptat = reference.trims.quantity === 'tau' ? (temperature + ZERO_CELSIUS) / (designedFor + ZERO_CELSIUS) : 1;
    const nominal = reference.value * ptat;
    const measured = Math.abs(found.value - nominal) / nominal;
    if (worst.measured === undefined || measured > worst.measured)
      worst = { measured, value: found.value, reference: nominal, unit: 'A' };
  }
  return worst;
}
