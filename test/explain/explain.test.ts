import { explainSpec } from '../../src/explain/explain.js';
import { explanationText } from '../../src/explain/text.js';
import { textTable } from '../../src/cli/terminal/table.js';
import { resultSchemas } from '../../src/cli/schema/schemas.js';
import { parseSpec } from '../../src/load-spec.js';

const stdp = parseSpec(
  `rulespice: 1
name: s
rule: { kind: stdp, potentiation: { amplitude: 0.02, tau: 16.8 ms }, depression: { amplitude: 0.0147, tau: 33.7 ms } }
stimulus: { window: { from: -60 ms, to: 60 ms, step: 5 ms } }
verify: [{ quantity: window, against: rule, max: 2 % }]
`,
  's.yaml',
);

test('every term of the rule is carried by instances, found from the nets', () => {
  const { terms, blocks } = explainSpec(stdp);
  expect(Object.fromEntries(terms.map(({ term, instances }) => [term, instances]))).toMatchObject({
    'dx/dt = -x / 16.8 ms': ['x'],
    'on pre: x += 1': ['x'],
    'on post: w += 0.02 * x': ['w_post'],
    'on pre: w += -0.0147 * y': ['w_pre'],
  });
  expect(blocks.find(({ instance }) => instance === 'x_gtau_b')?.for).toBe('i_tau of x');
});

test('each parameter of the spec names what it sets', () => {
  const { parameters } = explainSpec(stdp);
  const sets = (path: string) => parameters.find((parameter) => parameter.path === path)?.sets;
  expect(sets('rule.potentiation.tau')).toContainEqual({ instance: 'x', element: 'i_tau', through: 'x_gtau' });
  expect(sets('rule.potentiation.tau')?.some(({ instance }) => instance === 'y')).toBe(false);
  expect(sets('rule.potentiation.amplitude')).toContainEqual({ instance: 'x', element: 'i_w', through: 'x_gw' });
  expect(sets('rule.depression.amplitude')).toContainEqual({ instance: 'y', element: 'i_w', through: 'y_gw' });
  expect(sets('rule.weight.initial')).toEqual([{ instance: 'w_capacitor', element: 'voltage at the start' }]);
});

test('in a rule written out, an expression is a parameter too', () => {
  const { parameters } = explainSpec({
    ...stdp,
    rule: {
      kind: 'explicit',
      states: { x: { decay: 0.02 }, w: { range: [0, 1], initial: 0.5 } },
      on: { pre: { x: '= 1' }, post: { w: '0.02 * x' } },
    },
  });
  expect(parameters.filter(({ path }) => path.startsWith('rule')).map(({ path, value }) => [path, value])).toEqual([
    ['rule.states.x.decay', '20 ms'],
    ['rule.states.w.initial', '0.5'],
    ['rule.on.pre.x', '= 1'],
    ['rule.on.post.w', '0.02 * x'],
  ]);
  expect(parameters.find(({ path }) => path === 'rule.on.post.w')?.sets.map(({ instance }) => instance)).toContain(
    'w_capacitor',
  );
  expect(parameters.find(({ path }) => path === 'rule.on.pre.x')?.sets.map(({ instance }) => instance)).toContain('x');
});

test('limits say where this spec stands, and an explanation fits its schema', () => {
  const explanation = explainSpec(stdp);
  expect(explanation.limits).toContainEqual(
    expect.objectContaining({ instance: 'x', quantity: 'tau', value: 0.0168, inside: true }),
  );
  expect(resultSchemas.explain.parse(explanation)).toEqual(explanation);
  const slow = explainSpec({ ...stdp, rule: { kind: 'trace', tau: 50, amplitude: 1 } });
  expect(explanationText(slow, textTable)).toContain('50 s OUTSIDE');
});

test('a preset is shown in the language, and a stated delay with the credit that is left', () => {
  const rewarded = parseSpec(
    `rulespice: 1
name: r
rule:
  kind: three-factor
  potentiation: { amplitude: 0.02, tau: 20 ms }
  depression: { amplitude: 0.02, tau: 20 ms }
  eligibility: { tau: 400 ms }
  reward: { amplitude: 0.5 }
stimulus: { window: { from: -20 ms, to: 20 ms, step: 5 ms }, reward: { after: post, delay: 200 ms } }
verify: [{ quantity: window, against: rule, max: 2 % }]
`,
    'r.yaml',
  );
  const explanation = explainSpec(rewarded);
  expect(resultSchemas.explain.parse(explanation)).toEqual(explanation);
  expect(explanation.credit).toEqual({ delay: 0.2, tau: 0.4, captured: Math.exp(-0.5), optimum: 0.4 });
  const text = explanationText(explanation, textTable);
  expect(text).toContain('  reward: { w: +0.5 * e }\n');
  expect(text).toContain('a reward 200 ms after the pair finds 60.7 % of its eligibility');
});

test('a gain is carried by a gate', () => {
  const scaled = {
    ...stdp,
    rule: { kind: 'scaling', form: 'synaptic', weights: [0.5, 1], activity: 1.5, tau: 0.04, settling: 0.15 },
  } as const;
  const explanation = explainSpec(scaled);
  expect(resultSchemas.explain.parse(explanation)).toEqual(explanation);
  expect(explanation.carriers).toContainEqual({ state: 'g', carrier: 'gate', unit: 'V' });
  expect(explanationText(explanation, textTable)).toMatch(
    /^ {2}g +gate +its logarithm, and the sizes decide which voltage stands for 1$/m,
  );
});
