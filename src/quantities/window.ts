import { ORDERS, pairChange, pairTau } from '../rule/pairs.js';
import { eventsOf, type Rule } from '../rule/rule.js';
import { drivenByTicks, ticked } from '../rule/ticked.js';
import { compareChanges, windowAt, windowPoints } from './measuring/changes.js';
import { failedBy, noLearning } from './measuring/learning.js';
import { hasWindow } from './measuring/rules.js';
import type { UsualCheck } from '../spec/quantity-vocabulary.js';
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
  usual: usualOf,
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

/** A pair that moves the weight by less shows charge injection, not a rule; parts of the range. */
const LEAST_CHANGE = 5e-3;

/**
 * Where pairs move the weight. An order that does nothing is held to a tenth of what the other does (docs: metrics), so
 * that 15 % is 1.5 % of the amplitude there: a trace at rest is read as 0.5 % of its event.
 */
function usualOf(rule: Rule): readonly UsualCheck[] {
  if (eventsOf(rule).includes('reward')) return [];
  const found = ticked(rule);
  // What ticks make of traces comes in steps, and a single pair sees some of them.
  if (drivenByTicks(found, rule)) return [];
  const seen = { ...rule, drifts: found.rule.drifts };
  const dt = pairTau(rule) / 2;
  const changes = ORDERS.map((order) => Math.abs(pairChange(seen, order * dt)));
  const moved = changes.filter((change) => change >= LEAST_CHANGE).length;
  return moved === 0 ? [] : [{ against: 'rule', max: moved === ORDERS.length ? 0.05 : 0.15 }];
}
