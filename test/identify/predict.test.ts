import { expandRule } from '../../src/rule/presets.js';
import type { RuleSpec } from '../../src/rule/parameters.js';
import { predict } from '../../src/identify/predict.js';
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
