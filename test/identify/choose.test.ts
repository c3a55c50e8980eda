import { Watch } from '../../src/fit/search/watch.js';
import { choose, type Evidence } from '../../src/identify/choose.js';
import { intervalsOf } from '../../src/identify/intervals.js';
import { ruleOf } from '../../src/identify/rule-of.js';
import type { RuleSpec } from '../../src/rule/parameters.js';
import { generator } from '../../src/random/generator.js';
import { observations, TIMING } from './synthetic.js';

/** A circuit that is a rule is found to be that rule. */

/** What a simulation leaves open of a change, in units of the range. */
const NOISE = 2e-5;

function evidenceOf(rule: RuleSpec): Evidence {
  const draws = generator(3);
  const seen = observations(rule).map(({ trial, steps }) => ({
    trial,
    steps: steps.map((step) => ({ ...step, change: step.change + NOISE * (2 * draws.uniform() - 1) })),
  }));
  return { observations: seen, timing: TIMING, start: 0.5, fixed: {}, watch: new Watch() };
}

const sides = { potentiation: { amplitude: 0.06, tau: 5.3e-6 }, depression: { amplitude: 0.05, tau: 7.4e-6 } };
const still = { drift: false, leak: false };

test.each([
  ['additive', 'all-to-all', 1, 1],
  ['multiplicative', 'nearest', 0.5, 0.5],
] as const)(
  '%s, %s',
  async (dependence, pairing, upper, lower) => {
    const rule: RuleSpec = { kind: 'stdp', dependence, pairing, ...sides, weight: { initial: 0.5 } };
    const evidence = evidenceOf(rule);
    const { chosen } = await choose(evidence, { plus: true, minus: true }, still);
    expect(chosen.name).toBe(`${dependence}, ${pairing}`);
    expect(ruleOf(chosen.hypothesis, chosen.values, 0.5)).toMatchObject({ kind: 'stdp', dependence, pairing });
    const truth: Record<string, number> = { 'a+': 0.06 * upper, 'tau+': 5.3e-6, 'a-': -0.05 * lower, 'tau-': 7.4e-6 };
    for (const { parameter, low, high } of await intervalsOf(chosen, evidence)) {
      expect(low).toBeLessThanOrEqual(truth[parameter.name]!);
      expect(high).toBeGreaterThanOrEqual(truth[parameter.name]!);
      expect(Math.abs(high! / low! - 1)).toBeLessThan(0.01);
    }
  },
  120_000,
);

test('one side only, whose trace warms up', async () => {
  const rule: RuleSpec = {
    kind: 'explicit',
    states: { x: { decay: 5.3e-6 }, xs: { decay: 60e-6 }, w: { range: [0, 1], initial: 0.5 } },
    on: { pre: { x: '1 + 0.4 * xs - 1 * x', xs: '= 1' }, post: { w: '0.06 * x' } },
  };
  const { chosen } = await choose(evidenceOf(rule), { plus: true, minus: false }, still);
  expect(chosen.name).toBe('post after pre: additive, nearest, warm-up');
  expect(chosen.values['warm+']).toBeCloseTo(0.4, 2);
  expect(chosen.values['tau_warm+']! / 60e-6).toBeCloseTo(1, 1);
}, 120_000);
