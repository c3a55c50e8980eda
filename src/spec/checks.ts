import type { QuantityVocabulary } from './quantity-vocabulary.js';
import type { Check, Metric } from './types.js';

/** A check as a spec has it. */
export type WrittenCheck = Omit<Check, 'metric'> & { readonly metric?: Metric };

/** A check with the name that its quantity has inside, and the metric of the quantity where none is written. */
export function meantCheck(check: WrittenCheck, quantities: QuantityVocabulary): Check {
  const { name, metric } = quantities.named(check.quantity);
  return { ...check, quantity: name, metric: check.metric ?? metric };
}
