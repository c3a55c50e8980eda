import { drivenByTicks, ticked } from '../rule/ticked.js';
import { optimumDecay } from '../rule/credit.js';
import { eventsOf } from '../rule/rule.js';
import type { Spec } from '../spec/types.js';
import { formatQuantity } from '../units/format.js';
import { compareChanges, creditPoints } from './measuring/changes.js';
import { hasWindow } from './measuring/rules.js';
import type { Quantity } from './quantity.js';

/** What a reward that comes later still does to the weight. */
export const credit: Quantity = {
  name: 'credit',
  spellings: [],
  title: 'credit that is left when the reward comes',
  unit: '1',
  description:
    'The change of the weight by one pair against the delay of its reward, compared point by point as a window is.',
  metric: 'nrmse',
  stimuli: ['credit'],
  sampled: true,
  reads: 'recordings',
  // A baseline goes on beside the reward, in steps.
  usual: (rule) => (drivenByTicks(ticked(rule), rule) ? [] : [{ against: 'rule', max: 0.1 }]),
  fits: (rule) => hasWindow(rule) && eventsOf(rule).includes('reward'),
  sweep: {
    title: 'credit against delay',
    caption: bestDecay,
    xTitle: 'delay of the reward (s)',
    points: creditPoints,
  },
  compare: ({ circuit, other, rule }) =>
    compareChanges(creditPoints(circuit, rule), creditPoints(other, rule), 'delay'),
};

/** With the decay at which credit would stand out most from unrelated pairs for the mean of these delays. */
function bestDecay({ stimulus }: Spec): string {
  const delays = stimulus.credit?.delays ?? [];
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  const [exponential, fixed] = [1, Infinity].map((shape) => formatQuantity(optimumDecay({ mean, shape }), 's', 3));
  return (
    `by one pair and a reward after the delay; for delays of ${formatQuantity(mean, 's', 3)} on average ` +
    `the best decay is ${exponential ?? ''} (exponentially distributed) to ${fixed ?? ''} (always the same)`
  );
}
