import type { Measurement } from '../compare/measurement.js';
import { eventsOf, weightState, type Rule } from '../rule/rule.js';
import { compareChanges, startsOf, windowAt } from './measuring/changes.js';
import { hasWindow } from './measuring/rules.js';
import type { Evidence, Quantity } from './quantity.js';

/** What a pair does at other weights than the one at which the rule starts: additive, multiplicative, or in between. */
export const dependence: Quantity = {
  name: 'dependence',
  spellings: [],
  title: 'learning window at other weights',
  unit: '1',
  description:
    'The learning window at each weight of `stimulus.window.weights`, compared like `window`; the worst counts. ' +
    'Whether an update depends on the weight as the rule says, a window at one weight cannot tell.',
  metric: 'nrmse',
  stimuli: ['window'],
  sampled: true,
  reads: 'recordings',
  fits: hasWindow,
  usual: (rule) => (readsItself(rule) && !eventsOf(rule).includes('reward') ? [{ against: 'rule', max: 0.1 }] : []),
  lacks: ({ window }) =>
    window && window.weights.length === 0
      ? 'is measured at the weights of stimulus.window.weights; add some, such as [0.2, 0.8]'
      : undefined,
  compare: (evidence) => worst(weightsOf(evidence).map((start) => compareAt(start, evidence))),
};

/** Whether what moves the weight depends on it. */
function readsItself(rule: Rule): boolean {
  const weight = weightState(rule)?.name;
  return rule.updates.some(
    ({ state, factors }) => state === weight && factors.some((factor) => factor.state === weight),
  );
}

function weightsOf({ circuit }: Evidence): number[] {
  return startsOf(circuit).filter((start) => start !== undefined);
}

/** The window at one weight. */
function compareAt(start: number, { circuit, other, rule }: Evidence): Measurement {
  const compared = compareChanges(windowAt(start, circuit, rule), windowAt(start, other, rule), 'dt');
  const where = `w = ${start}`;
  return { ...compared, where, ...(compared.reason === undefined ? {} : { reason: `${where}: ${compared.reason}` }) };
}

/** What cannot be measured, else the largest deviation. */
function worst(measurements: readonly Measurement[]): Measurement {
  const [first = { reason: 'no recording' }, ...more] = measurements;
  return more.reduce((most, one) => {
    if (!Number.isFinite(most.measured)) return most;
    return !Number.isFinite(one.measured) || (one.measured ?? 0) > (most.measured ?? 0) ? one : most;
  }, first);
}
