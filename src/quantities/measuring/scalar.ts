import type { Measurement } from '../../compare/measurement.js';
import type { Rule } from '../../rule/rule.js';
import type { Spec } from '../../spec/types.js';
import type { Evidence, Quantity } from '../quantity.js';
import type { Recordings } from './recording.js';

/** A number taken from a recording, or what keeps it from being one: `the response rises again ...`. */
export interface Reading {
  readonly value?: number | undefined;
  readonly reason?: string | undefined;
}

/** What has to be said of a number; the rest of a quantity follows from it. */
export type ScalarDefinition = Omit<Quantity, 'spellings' | 'metric' | 'sampled' | 'reads' | 'compare'> & {
  readonly spellings?: readonly string[];
  /** Takes the number from one road. */
  readonly measure: (recordings: Recordings, spec: Spec, rule: Rule) => Reading;
};

/** A number that each road has by itself; compared by its relative error. */
export function scalar({ measure, spellings = [], ...about }: ScalarDefinition): Quantity {
  return {
    ...about,
    spellings,
    metric: 'relative-error',
    sampled: true,
    reads: 'recordings',
    compare: ({ spec, rule, against, circuit, other }) => {
      const found = measure(circuit, spec, rule);
      const prescribed = against === 'rule' ? about.prescribed?.(spec, rule) : undefined;
      const wanted = prescribed === undefined ? measure(other, spec, rule) : { value: prescribed };
      return relativeError(about, found, wanted, against);
    },
  };
}

/** A number that one road has not makes no check a pass. */
function relativeError(
  { name, unit }: Pick<Quantity, 'name' | 'unit'>,
  found: Reading,
  wanted: Reading,
  against: Evidence['against'],
): Measurement {
  const [value, reference] = [found.value ?? NaN, wanted.value ?? NaN];
  const undefinedIn = (road: 'circuit' | 'rule' | 'model', { reason }: Reading): string =>
    `${name} is undefined in the ${road}: ${reason ?? 'there is no response to measure'}`;
  if (!Number.isFinite(value)) return { unit, reason: undefinedIn('circuit', found) };
  if (!Number.isFinite(reference) || reference === 0) return { unit, value, reason: undefinedIn(against, wanted) };
  return { measured: Math.abs(value - reference) / Math.abs(reference), value, reference, unit };
}
