import { quantityNamed } from '../quantities/vocabulary.js';
import { formatQuantity } from '../units/format.js';
import type { Failure } from './departures.js';

/** What a neuron does instead of what was stated: `refractory period 800 us against 2 ms`. */
export function departureOfNeuron({
  check,
  measurement: { value, reference, unit = '1', where },
  compiled,
}: Pick<Failure, 'check' | 'measurement' | 'compiled'>): string | undefined {
  if (!compiled.rule.neuron || value === undefined || reference === undefined) return undefined;
  const shown = (number: number): string => formatQuantity(number, unit === '1' ? '' : unit, 3);
  const { title } = quantityNamed(check.quantity, compiled.rule);
  return `${title} ${shown(value)}${where === undefined ? '' : ` at ${where}`} against ${shown(reference)}`;
}
