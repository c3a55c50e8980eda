import type { Measurement } from '../../src/compare/measurement.js';
import type { Recordings } from '../../src/quantities/measuring/recording.js';
import { quantityNamed } from '../../src/quantities/vocabulary.js';
import type { Rule } from '../../src/rule/rule.js';
import type { Spec } from '../../src/spec/types.js';

/** Compares the quantity of this name, as a check of it does. */
export function compareQuantity(
  name: string,
  against: 'rule' | 'model',
  circuit: Recordings,
  other: Recordings,
  spec: Spec,
  rule: Rule,
): Measurement {
  return quantityNamed(name, rule).compare({ spec, rule, against, circuit, other });
}
