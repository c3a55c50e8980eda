import { parseSpec } from '../../src/load-spec.js';
import type { Spec } from '../../src/spec/types.js';

/** A spec that names no checks means those of its rule. */

const STDP =
  '{ kind: stdp, dependence: DEPENDENCE, potentiation: { amplitude: 0.02, tau: 16.8 ms }, ' +
  'depression: { amplitude: 0.0147, tau: 33.7 ms } }';

const read = (rule: string, rest = ''): Spec => parseSpec(`rulespice: 1\nname: s\nrule: ${rule}\n${rest}`, 's.yaml');

const told = ({ verify }: Spec): string[] =>
  verify.map(({ quantity, against, max, stimulus }) => `${quantity} ${against} ${max} ${stimulus}`);

test('additive STDP: its window, and its weight under a train against rule and model', () => {
  const spec = read(STDP.replace('DEPENDENCE', 'additive'));
  expect(told(spec)).toEqual(['w rule 0.1 poisson', 'w model 0.05 poisson', 'window rule 0.05 window']);
  expect(spec.stimulus.window).toMatchObject({ from: -0.1011, to: 0.1011, step: 0.01685, weights: [] });
  expect(spec.stimulus.poisson).toMatchObject({ rate: { pre: 20, post: 20 }, duration: 1, seed: 1 });
  expect(spec.simulation.trim).toBe(true);
  expect(spec.usual).toBe(true);
});

test('an update that depends on the weight is looked at from other weights, too', () => {
  const spec = read(STDP.replace('DEPENDENCE', 'multiplicative'));
  expect(told(spec)).toContain('dependence rule 0.1 window');
  expect(spec.stimulus.window?.weights).toEqual([0.25, 0.75]);
});

test('a trace: its response and its curve', () => {
  expect(told(read('{ kind: trace, tau: 20 ms }'))).toEqual([
    'x rule 0.03 poisson',
    'tau rule 0.05 impulse',
    'peak rule 0.05 impulse',
  ]);
});

test('a third factor: the eligibility, the weight, and the credit that is left; rewards come by themselves', () => {
  const spec = read(
    '{ kind: three-factor, dependence: additive, potentiation: { amplitude: 0.2, tau: 20 ms }, ' +
      'depression: { amplitude: 0.2, tau: 20 ms }, eligibility: { tau: 500 ms }, reward: { amplitude: 0.2 } }',
  );
  expect(told(spec)).toEqual([
    'e rule 0.1 poisson',
    'w rule 0.1 poisson',
    'w model 0.05 poisson',
    'credit rule 0.1 credit',
  ]);
  expect(spec.stimulus.credit?.delays).toEqual([0.1, 0.25, 0.5, 0.75]);
  expect(spec.stimulus.reward).toEqual({ every: 0.15 });
});

test('a reward that reads the weight: no pair shows it by itself', () => {
  const spec = read(
    '{ kind: three-factor, dependence: multiplicative, potentiation: { amplitude: 0.2, tau: 20 ms }, ' +
      'depression: { amplitude: 0.2, tau: 20 ms }, eligibility: { tau: 500 ms }, reward: { amplitude: 0.2 } }',
  );
  expect(spec.stimulus.window).toBeUndefined();
  expect(told(spec)).toContain('w rule 0.1 poisson');
});

test('rules that a window does not show, or one order of a pair alone', () => {
  const hebb = 'kind: hebbian, pre: { tau: 20 ms }, post: { tau: 20 ms }';
  expect(told(read(`{ ${hebb}, form: rate, rate: 2 Hz }`))).toEqual(['w rule 0.1 poisson', 'w model 0.05 poisson']);
  expect(told(read(`{ ${hebb}, amplitude: 0.01, forgetting: 10 s }`))).toContain('window rule 0.05 window');
  // At half a time constant potentiation is 0.02 (0.61 - 0.4), less than 0.5 % of the range.
  const cook = read('{ kind: diehl-cook, amplitude: 0.02, tau: 20 ms, target: 0.4 }');
  expect(told(cook)).toContain('window rule 0.15 window');
  const bcm = '{ kind: bcm, amplitude: 0.01, post: { tau: 50 ms }, threshold: { tau: 300 ms, amplitude: 0.25 } }';
  expect(told(read(bcm))).toEqual(['w rule 0.1 poisson', 'w model 0.05 poisson']);
  const oja = read('{ kind: oja, amplitude: 0.02, decay: 0.5, pre: { tau: 20 ms }, post: { tau: 20 ms } }');
  expect(told(oja)).toContain('window rule 0.15 window');
});

test('what the spec describes stands', () => {
  const spec = read(
    '{ kind: trace, tau: 20 ms }',
    'stimulus: { poisson: { rate: 5 Hz, duration: 2 s, seed: 7 } }\nsimulation: { trim: false }\n',
  );
  expect(spec.stimulus.poisson).toMatchObject({ rate: { pre: 5, post: 5 }, duration: 2, seed: 7 });
  expect(spec.simulation.trim).toBe(false);
});

test('a spec that names checks means those alone', () => {
  const spec = read('{ kind: trace, tau: 20 ms }', 'verify: [{ quantity: tau, against: rule, max: 3 % }]\n');
  expect(told(spec)).toEqual(['tau rule 0.03 undefined']);
  expect(spec.simulation.trim).toBe(false);
  expect(spec.usual).toBeUndefined();
});

test.each([
  ['an empty list', '{ kind: trace, tau: 20 ms }', 'verify: []\n', 'verify: found an empty list, expected a list'],
  ['a fault in the rule', '{ kind: trace, tau: 20 kg }', '', 'rule.tau'],
  [
    'a rule of which nothing is usual',
    '{ kind: normalisation, form: divisive, weights: [1, 1], total: 2, tau: 50 ms }',
    '',
    'verify is missing',
  ],
])('%s is an error', (_, rule, rest, message) => {
  expect(() => read(rule, rest)).toThrow(message);
});
