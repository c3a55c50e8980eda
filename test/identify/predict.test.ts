import { expandRule } from '../../src/rule/presets.js';
import type { RuleSpec } from '../../src/rule/parameters.js';
import { predict } from '../../src/identify/predict.js';
import { ruleOf } from '../../src/identify/rule-of.js';
import { observations } from './synthetic.js';

/** What a rule is said to do step by step is what `simulateRule` makes of it. */

const sides = { potentiation: { amplitude: 0.05, tau: 5e-6 }, depression: { amplitude: 0.04, tau: 8e-6 } };
const weight = { initial: 0.5 };

const RULES: readonly (readonly [string, RuleSpec])[] = [
  ['additive', { kind: 'stdp', dependence: 'additive', pairing: 'all-to-all', ...sides, weight }],
  ['multiplicative, nearest', { kind: 'stdp', dependence: 'multiplicative', pairing: 'nearest', ...sides, weight }],
  ['power', { kind: 'stdp', dependence: 'power', mu_plus: 0.3, mu_minus: 0.6, pairing: 'nearest', ...sides, weight }],
  [
    'a trace that warms up, blanks',
    {
      kind: 'explicit',
      states: { x: { decay: 5e-6 }, xs: { decay: 60e-6 }, y: { decay: 8e-6 }, w: { range: [0, 1], initial: 0.5 } },
      on: {
        pre: { x: '1 + 0.4 * xs - 1 * x', xs: '= 1', w: '-0.04 * y - 1e-3' },
        post: { y: '= 1', w: '0.05 * x * (1 - w)^0.2' },
      },
    },
  ],
  [
    'charge that the first of several events takes',
    ruleOf(
      {
        plus: { dependence: 'additive', pairing: 'nearest', warm: false, triplet: false },
        ...{ blankPre: true, blankPost: true, blankSlope: true, again: true, drift: false, leak: false },
      },
      {
        ...{ 'a+': 0.05, 'tau+': 5e-6, blank_pre: -1e-3, blank_pre_slope: -2e-3, blank_post: 1e-3 },
        ...{ again_pre: 1e-3, again_pre_slope: 2e-3, again_post: -1e-3, again_post_slope: 0, tau_again: 1 },
      },
      0.5,
    ),
  ],
];

test.each(RULES)('%s', (_, rule) => {
  const seen = observations(rule);
  const told = predict(expandRule(rule), seen);
  const changes = seen.flatMap(({ steps }) => steps.map(({ change }) => change));
  expect(told).toHaveLength(changes.length);
  changes.forEach((change, index) => expect(Math.abs(change - told[index]!)).toBeLessThan(1e-9));
});

test('time alone is a straight line within a step', () => {
  const rule: RuleSpec = {
    kind: 'explicit',
    states: { x: { decay: 5e-6 }, w: { range: [0, 1], initial: 0.5 } },
    on: { pre: { x: '+1' }, post: { w: '0.05 * x' } },
    drift: { w: '6 Hz - 2 Hz * w' },
  };
  const seen = observations(rule);
  const told = predict(expandRule(rule), seen);
  const changes = seen.flatMap(({ steps }) => steps.map(({ change }) => change));
  changes.forEach((change, index) => expect(Math.abs(change - told[index]!)).toBeLessThan(1e-5));
});

test('charge sharing: a second event of its side does nothing, one after the other side what the first did', () => {
  const [, shared] = RULES.find(([name]) => name.startsWith('charge'))!;
  const trial = { kind: 'alone', label: '', start: 0.5, duration: 400e-6 } as const;
  const seen = observations(shared, [{ ...trial, events: { pre: [10e-6, 110e-6, 310e-6], post: [210e-6] } }]);
  const changes = seen[0]!.steps.map(({ change }) => change);
  [-1, 0, 1, -1].forEach((expected, index) => expect(1e3 * changes[index]!).toBeCloseTo(expected, 2));
});
