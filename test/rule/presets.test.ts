import { equations } from '../../src/rule/equations.js';
import { expandRule } from '../../src/rule/presets.js';
import type { RuleSpec } from '../../src/rule/parameters.js';

const weight = { initial: 0.5 };
const potentiation = { amplitude: 0.02, tau: 0.0168 };
const depression = { amplitude: 0.021, tau: 0.0337 };
const stdp = { kind: 'stdp', dependence: 'additive', pairing: 'all-to-all', potentiation, depression, weight } as const;
/** Pfister and Gerstner 2006, table 4, all-to-all, visual cortex and hippocampus. */
const triplet = {
  kind: 'triplet',
  pairing: 'all-to-all',
  a2_plus: 5e-10,
  a2_minus: 7e-3,
  a3_plus: 6.2e-3,
  a3_minus: 2.3e-4,
  tau_plus: 0.0168,
  tau_minus: 0.0337,
  tau_x: 0.101,
  tau_y: 0.125,
  weight,
} as const;

/** What happens at events and all the time; the decays are named by the parameters. */
const dynamics = (spec: RuleSpec): string[] =>
  equations(expandRule(spec)).filter((line) => line.startsWith('on ') || line.includes('Hz'));

test.each<[string, RuleSpec, string[]]>([
  ['trace', { kind: 'trace', tau: 0.02, amplitude: 2 }, ['on pre: x += 2']],
  ['additive stdp', stdp, ['on pre: x += 1', 'on pre: w += -0.021 * y', 'on post: y += 1', 'on post: w += 0.02 * x']],
  [
    'multiplicative stdp',
    { ...stdp, dependence: 'multiplicative' },
    ['on pre: x += 1', 'on pre: w += -0.021 * y * w', 'on post: y += 1', 'on post: w += 0.02 * x * (1 - w)'],
  ],
  [
    'stdp with powers',
    { ...stdp, dependence: 'power', mu_plus: 0.4, mu_minus: 0 },
    ['on pre: x += 1', 'on pre: w += -0.021 * y', 'on post: y += 1', 'on post: w += 0.02 * x * (1 - w)^0.4'],
  ],
  [
    'nearest pairs',
    { ...stdp, pairing: 'nearest' },
    ['on pre: x = 1', 'on post: y = 1', 'on pre: w += -0.021 * y', 'on post: w += 0.02 * x'],
  ],
  [
    'full triplet',
    triplet,
    [
      'on pre: x += 1',
      'on pre: x2 += 1',
      'on pre: w += -0.007 * y',
      'on pre: w += -0.00023 * y * x2',
      'on post: y += 1',
      'on post: y2 += 1',
      'on post: w += 5e-10 * x',
      'on post: w += 0.0062 * x * y2',
    ],
  ],
  [
    'minimal triplet',
    { ...triplet, a2_plus: 0, a3_minus: 0 },
    [
      'on pre: x += 1',
      'on pre: w += -0.007 * y',
      'on post: y += 1',
      'on post: y2 += 1',
      'on post: w += 0.0062 * x * y2',
    ],
  ],
  [
    'spike-based Hebb',
    { kind: 'hebbian', form: 'spike', amplitude: 0.01, pre: { tau: 0.02 }, post: { tau: 0.03 }, weight },
    ['on pre: x += 1', 'on pre: w += 0.01 * y', 'on post: y += 1', 'on post: w += 0.01 * x'],
  ],
  [
    'rate-based Hebb that forgets',
    { kind: 'hebbian', form: 'rate', rate: 0.5, pre: { tau: 0.02 }, post: { tau: 0.03 }, forgetting: 10, weight },
    ['dw/dt = 0.5 Hz * x * y - 0.1 Hz * w, 0 <= w <= 1', 'on pre: x += 1', 'on post: y += 1'],
  ],
  [
    'sampled Hebb',
    { kind: 'hebbian', form: 'sampled', amplitude: 0.01, tick: 0.005, pre: { tau: 0.02 }, post: { tau: 0.03 }, weight },
    ['on pre: x += 1', 'on post: y += 1', 'on tick: w += 0.01 * x * y'],
  ],
  [
    'three factors',
    {
      kind: 'three-factor',
      dependence: 'multiplicative',
      potentiation,
      depression,
      eligibility: { tau: 0.5 },
      reward: { amplitude: 0.1 },
      punish: { amplitude: 0.2 },
      weight,
    },
    [
      'on pre: x += 1',
      'on pre: e += -0.021 * y',
      'on post: y += 1',
      'on post: e += 0.02 * x',
      'on reward: w += 0.1 * e * (1 - w)',
      'on punish: w += -0.2 * e * w',
    ],
  ],
  [
    'three factors with a baseline',
    {
      kind: 'three-factor',
      dependence: 'additive',
      potentiation,
      depression,
      eligibility: { tau: 0.5 },
      reward: { amplitude: 0.1 },
      baseline: 2,
      weight,
    },
    [
      'dw/dt = -0.2 Hz * e, 0 <= w <= 1',
      'on pre: x += 1',
      'on pre: e += -0.021 * y',
      'on post: y += 1',
      'on post: e += 0.02 * x',
      'on reward: w += 0.1 * e',
    ],
  ],
  [
    'inhibitory plasticity: alpha = 2 rho tau',
    { kind: 'vogels', amplitude: 0.02, tau: 0.02, target: 5, weight },
    ['on pre: x += 1', 'on pre: w += 0.02 * y', 'on pre: w += -0.004', 'on post: y += 1', 'on post: w += 0.02 * x'],
  ],
  [
    'Oja',
    { kind: 'oja', amplitude: 0.02, decay: 0.5, pre: { tau: 0.02 }, post: { tau: 0.03 }, weight },
    ['on pre: x += 1', 'on post: y += 1', 'on post: w += 0.02 * x', 'on post: w += -0.01 * y * w'],
  ],
  [
    'BCM',
    { kind: 'bcm', amplitude: 0.01, post: { tau: 0.05 }, threshold: { tau: 0.3, amplitude: 0.25 }, weight },
    ['on pre: w += 0.01 * y^2', 'on pre: w += -0.01 * y * theta', 'on post: y += 1', 'on post: theta += 0.25'],
  ],
  [
    'a trace against a target',
    { kind: 'diehl-cook', amplitude: 0.02, tau: 0.02, target: 0.4, pairing: 'nearest', weight },
    ['on pre: x = 1', 'on post: w += 0.02 * x', 'on post: w += -0.008'],
  ],
  [
    'scaling',
    { kind: 'scaling', form: 'post', inputs: 2, target: 10, tau: 0.5, rate: 0.02, weight },
    [
      'dw1/dt = 0.1 Hz * w1 - 0.02 Hz * a * w1, 0 <= w1 <= 1',
      'dw2/dt = 0.1 Hz * w2 - 0.02 Hz * a * w2, 0 <= w2 <= 1',
      'on post: a += 1',
    ],
  ],
  [
    'normalisation',
    { kind: 'normalisation', form: 'sampled', inputs: 2, total: 1, amplitude: 0.1, tick: 0.01, weight },
    [
      'on tick: w1 += -0.1 * w1^2',
      'on tick: w1 += -0.1 * w1 * w2',
      'on tick: w1 += 0.1 * w1',
      'on tick: w2 += -0.1 * w2 * w1',
      'on tick: w2 += -0.1 * w2^2',
      'on tick: w2 += 0.1 * w2',
    ],
  ],
])('%s', (_, spec, expected) => {
  expect(dynamics(spec)).toEqual(expected);
});

test('an explicit rule that does not read is refused', () => {
  expect(() => expandRule({ kind: 'explicit', states: { x: { decay: 1 } }, on: { pre: { x: 'y' } } })).toThrow(
    'rule.on.pre.x: found "y", which is no state; states: x; did you mean "x"?',
  );
});
