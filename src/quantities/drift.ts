import { weightState } from '../rule/rule.js';
import { largestDifference } from './measuring/changes.js';
import type { Quantity } from './quantity.js';

/** What a weight does while nothing happens. */
export const drift: Quantity = {
  name: 'drift',
  spellings: [],
  title: 'change of the weight at rest',
  unit: '1',
  description:
    'What becomes of the weight without any event, in ten time constants of the slowest trace, beyond what the rule ' +
    'asks for; as a share of the range of the weight.',
  metric: 'difference',
  stimuli: ['rest'],
  sampled: true,
  reads: 'recordings',
  fits: (rule) => weightState(rule) !== undefined,
  compare: ({ circuit, other, rule }) => largestDifference(circuit, other, rule),
};
