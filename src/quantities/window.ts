import { eventsOf } from '../rule/rule.js';
import { compareChanges, windowAt, windowPoints } from './measuring/changes.js';
import { failedBy, noLearning } from './measuring/learning.js';
import { hasWindow } from './measuring/rules.js';
import type { Quantity } from './quantity.js';

/** What one pair of events does to the weight. */
export const window: Quantity = {
  name: 'window',
  spellings: [],
  title: 'learning window',
  unit: '1',
  description:
    'The change of the weight by one pair against dt = t(post) - t(pre), compared point by point. A point that moves ' +
    'the wrong way fails the check, however small the error is.',
  metric: 'nrmse',
  stimuli: ['window'],
  sampled: true,
  reads: 'recordings',
  fits: hasWindow,
  usual: (rule) => (eventsOf(rule).includes('reward') ? [] : [{ against: 'rule', max: 0.05 }]),
  sweep: {
    title: 'learning window',
    caption: () => 'by one pair from rest; dt = t(post) - t(pre)',
    xTitle: 'dt (s)',
    points: (recordings, rule, start) => windowAt(start, recordings, rule),
  },
  compare: (evidence) => {
    const { circuit, other, rule } = evidence;
    const compared = compareChanges(windowPoints(circuit, rule), windowPoints(other, rule), 'dt');
    const nothing = noLearning(evidence, 1) ?? noLearning(evidence, -1);
    return nothing === undefined ? compared : failedBy(nothing, compared);
  },
};
