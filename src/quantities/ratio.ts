import type { Rule } from '../rule/rule.js';
import { hasScale, means, ofGroup, scaledTraces, sum } from './measuring/group.js';
import type { Recording } from './measuring/recording.js';

/** What scaling must leave as it is. */
export const ratio = ofGroup({
  name: 'ratio',
  title: 'part that each synapse has of the activity',
  description:
    'The mean of each scaled trace over the sum of all of them, averaged as `mean` is; the synapse that is furthest ' +
    'from its part counts.',
  fits: hasScale,
  measure: ({ circuit, other, rule }) => {
    const expected = parts(other, rule);
    return {
      measured: Math.max(...parts(circuit, rule).map((part, index) => Math.abs(part / (expected[index] ?? NaN) - 1))),
    };
  },
});

function parts(recording: Recording, rule: Rule): number[] {
  return means(recording, scaledTraces(rule)).map((one, _, all) => one / sum(all));
}
