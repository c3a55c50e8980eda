import { largestDifference } from './measuring/changes.js';
import { hasWindow } from './measuring/rules.js';
import type { Quantity } from './quantity.js';

/** What events do to the weight without a partner, beyond what the rule says of them. */
export const blank: Quantity = {
  name: 'blank',
  spellings: [],
  title: 'change of the weight by one event alone',
  unit: '1',
  description:
    'What one `pre`, and one `post`, does to the weight by itself beyond what the rule asks of it: charge that edges ' +
    'inject. The larger of both, as a share of the range of the weight. A change by a pair that is no larger is none.',
  metric: 'difference',
  stimuli: ['alone'],
  sampled: true,
  reads: 'recordings',
  fits: hasWindow,
  compare: ({ circuit, other, rule }) => largestDifference(circuit, other, rule),
};
