import { quantityNames, type Rule } from '../rule/rule.js';
import { experimentOf, isSampledCheck, type QuantityVocabulary } from '../spec/quantity-vocabulary.js';
import type { Check, Spec, StimulusName } from '../spec/types.js';
import type { Quantity } from './quantity.js';
import { quantities } from './registry.js';
import { stateCurve } from './state-curve.js';

/** Every way to write a registered quantity; a state has any other name. */
const registered: ReadonlyMap<string, Quantity> = new Map(
  quantities.flatMap((quantity) => [quantity.name, ...quantity.spellings].map((name) => [name, quantity] as const)),
);

/** What a name means: a registered quantity, else the curve of a state of the rule. */
export function quantityNamed(name: string, rule?: Rule): Quantity {
  return registered.get(name) ?? stateCurve(name, rule);
}

/** Everything that can be verified of a rule, its states first. */
export function quantitiesOf(rule: Rule): Quantity[] {
  return [
    ...quantityNames(rule).map((name) => stateCurve(name, rule)),
    ...quantities.filter((quantity) => quantity.fits(rule)),
  ];
}

/** What the loader of specs has to know of all this. */
export const quantityVocabulary: QuantityVocabulary = {
  names: [...registered.keys()],
  named: quantityNamed,
  of: quantitiesOf,
};

/**
 * The experiment a check is measured on: its own `stimulus`, else the preferred one present; undefined when there is
 * none.
 */
export function stimulusOf(
  check: Pick<Check, 'quantity' | 'stimulus'>,
  { spec, rule }: { readonly spec: Pick<Spec, 'stimulus'>; readonly rule: Rule },
): StimulusName | undefined {
  return experimentOf(check, quantityNamed(check.quantity, rule), spec.stimulus);
}

/** Whether samples of a mismatch are judged by a check: the model is calibrated on the nominal circuit. */
export function isSampled(check: Pick<Check, 'against' | 'quantity' | 'metric'>): boolean {
  return isSampledCheck(check, quantityVocabulary);
}

/** Whether a check is of the biases alone; no road takes part in it. */
export function readsBiases({ quantity }: Pick<Check, 'quantity'>): boolean {
  return quantityNamed(quantity).reads === 'biases';
}
