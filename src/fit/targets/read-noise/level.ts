import type { FitParameter } from '../../search/parameter.js';
import { momentsOf } from './traces.js';

/** A conductance near the mean of a trace. */
export function levelParameter(name: string, meaning: string, values: Float64Array, start?: number): FitParameter {
  const { mean, deviation } = momentsOf(values);
  return {
    name,
    meaning,
    unit: 'S',
    scale: 'linear',
    size: deviation,
    start: start ?? mean,
    min: mean - 30 * deviation,
    max: mean + 30 * deviation,
  };
}
