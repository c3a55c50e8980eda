import type { Rule } from '../rule/rule.js';
import { ofGroup, settled, sharesBudget, sharingOutputs, worstOf } from './measuring/group.js';
import type { Recording } from './measuring/recording.js';

/** The budget that outputs share. */
export const sum = ofGroup({
  name: 'sum',
  title: 'sum of the outputs that share a budget',
  description: 'The sum just before every event but the first, when the outputs have settled; the worst moment counts.',
  fits: sharesBudget,
  measure: ({ circuit, other, rule, against }) => worstOf(totals(circuit, rule), totals(other, rule), against),
});

function totals(recording: Recording, rule: Rule): number[] {
  return sharingOutputs(rule)
    .map((name) => settled(recording, name))
    .reduce((total, values) => total.map((value, index) => value + (values[index] ?? NaN)));
}
