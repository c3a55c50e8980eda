import type { Rule } from '../rule/rule.js';
import { ofGroup, settled, sharesBudget, sharingOutputs, worstOf } from './measuring/group.js';
import type { Recording } from './measuring/recording.js';

/** What each output has of the budget. */
export const share = ofGroup({
  name: 'share',
  title: 'each output that shares a budget',
  description:
    'Every output just before every event but the first, when it has settled; the output and the moment that are ' +
    'furthest off count.',
  fits: sharesBudget,
  measure: ({ circuit, other, rule, against }) => worstOf(shares(circuit, rule), shares(other, rule), against),
});

function shares(recording: Recording, rule: Rule): number[] {
  return sharingOutputs(rule).flatMap((name) => settled(recording, name));
}
