import { equations } from '../../src/rule/equations.js';
import { ruleOf } from '../../src/rule/language.js';
import type { Rule } from '../../src/rule/rule.js';
import { simulateRule } from '../../src/rule/simulate.js';
import { splitTraces, splitTracesOf } from '../../src/rule/split-traces.js';

/** A trace that several events feed is a sum of traces with one event each. */

const x = { decay: 0.02 };
const w = { range: [0, 1] as const, initial: 0.5 };
const rule = (post: string, more: Record<string, { decay: number }> = {}): Rule =>
  ruleOf({ states: { x, ...more, w }, on: { pre: { x: '+1' }, post: { x: '+0.5', w: post } } }, 'explicit');

test('every event has its part, and every product its sum', () => {
  expect(equations(splitTraces(rule('0.02 * x - 0.01 * w'))).slice(3)).toEqual([
    'on pre: x_pre += 1',
    'on post: x_post += 0.5',
    'on post: w += 0.02 * x_post',
    'on post: w += 0.02 * x_pre',
    'on post: w += -0.01 * w',
  ]);
  expect(equations(splitTraces(rule('0.02 * x^2'))).slice(5)).toEqual([
    'on post: w += 0.02 * x_post^2',
    'on post: w += 0.04 * x_pre * x_post',
    'on post: w += 0.02 * x_pre^2',
  ]);
});

test.each(['0.02 * x', '0.02 * x^2', '0.01 * x^3 * (1 - w)'])('%s moves the weight as before', (post) => {
  const stated = rule(post);
  const events = { pre: [0.01, 0.03, 0.045, 0.1], post: [0.02, 0.035, 0.05, 0.09] };
  const time = Float64Array.from({ length: 60 }, (_, index) => index * 2e-3);
  const [before, after] = [stated, splitTraces(stated)].map(
    (one) => simulateRule(one, events, time).states.get('w') ?? new Float64Array(),
  );
  expect(Math.max(...(after ?? [])) - 0.5).toBeGreaterThan(0.01);
  before?.forEach((value, index) => expect(after?.[index]).toBeCloseTo(value, 12));
});

test('a part takes a name that is free', () => {
  const stated = ruleOf(
    {
      states: { x, x_pre: x, w },
      on: { pre: { x: '+1', x_pre: '+1' }, post: { x: '+1', w: '0.01 * x * x_pre' } },
    },
    'explicit',
  );
  expect(splitTracesOf(stated)).toEqual([{ name: 'x', parts: ['x_pre2', 'x_post'] }]);
});

test.each([
  ['one event', ruleOf({ states: { x, w }, on: { pre: { x: '+1' }, post: { w: '0.1 * x' } } }, 'explicit')],
  [
    'an event that sets it',
    ruleOf({ states: { x, w }, on: { pre: { x: '= 1' }, post: { x: '+1', w: '0.1 * x' } } }, 'explicit'),
  ],
  [
    'a signed trace',
    ruleOf({ states: { x, w }, on: { pre: { x: '+1' }, post: { x: '-1', w: '0.1 * x' } } }, 'explicit'),
  ],
])('a trace with %s stays one', (_, stated) => {
  expect(splitTraces(stated)).toBe(stated);
});
