import { ruleOf } from '../../src/rule/language.js';
import type { Rule } from '../../src/rule/rule.js';
import { simulateRule } from '../../src/rule/simulate.js';
import type { RuleSource } from '../../src/rule/source.js';
import { ticked, tickRemarks } from '../../src/rule/ticked.js';

/** Drifts of a weight that a circuit makes at ticks. */

const x = { decay: 0.02 };
const w = { range: [0, 1] as const, initial: 0.8 };

const rule = (drift: string, more: Partial<RuleSource> = {}): Rule =>
  ruleOf(
    { states: { x, w }, on: { pre: { x: '+1' }, post: { w: '+0.02 * x' } }, drift: { w: drift }, ...more },
    'explicit',
  );

/** Weight at the times asked for, with ticks as a circuit gets them. */
function weights(
  of: Rule,
  time: readonly number[],
  events: Readonly<Record<string, readonly number[]>> = {},
): number[] {
  const tick = of.tick ?? Infinity;
  const ticks = Array.from({ length: Math.floor((time.at(-1) ?? 0) / tick + 1e-9) }, (_, index) => (index + 1) * tick);
  const { states } = simulateRule(of, { ...events, tick: ticks }, Float64Array.from(time));
  return [...(states.get('w') ?? [])];
}

test('a decay takes at every tick what the drift had taken by then', () => {
  const { rule: made, drifts } = ticked(rule('-w / 10 s'));
  expect(drifts).toHaveLength(1);
  expect(made.tick).toBe(0.05);
  expect(made.drifts).toEqual([]);
  const [one, two] = weights(made, [1, 2]);
  expect(one).toBeCloseTo(0.8 * Math.exp(-0.1), 12);
  expect(two).toBeCloseTo(0.8 * Math.exp(-0.2), 12);
});

test('a decay to either end and a constant go together to where they balance', () => {
  // dw/dt = 0.3 - 0.5 w: rests at 0.6.
  const { rule: made } = ticked(rule('0.2 Hz * (1 - w) - 0.3 Hz * w + 0.1 Hz'));
  expect(weights(made, [20])[0]).toBeCloseTo(0.6, 3);
  const at = 59 * (made.tick ?? NaN);
  expect(weights(made, [at])[0]).toBeCloseTo(0.6 + 0.2 * Math.exp(-0.5 * at), 9);
});

test('a product of traces is sampled five times in the shortest of them, and right in the mean', () => {
  const stated = rule('2 Hz * x * y', {
    states: { x, y: { decay: 0.03 }, w: { range: [0, 1], initial: 0 } },
    on: { pre: { x: '+1' }, post: { y: '+1' } },
  });
  const { rule: made } = ticked(stated);
  expect(made.tick).toBe(0.004);
  const events = (phase: number): Record<string, number[]> => ({ pre: [0.1 + phase], post: [0.11 + phase] });
  const phases = Array.from({ length: 40 }, (_, index) => index * 1e-4);
  const mean = (of: Rule): number =>
    phases.reduce((sum, phase) => sum + (weights(of, [0.6], events(phase))[0] ?? NaN), 0) / phases.length;
  expect(mean(made) / mean(stated)).toBeCloseTo(1, 2);
});

test('the tick of a rule serves its drifts too', () => {
  const made = ticked(rule('-w / 10 s', { on: { pre: { x: '+1' }, tick: { w: '+0.01 * x' } }, tick: 0.1 })).rule;
  expect(made.tick).toBe(0.1);
  expect(made.updates.filter(({ event }) => event === 'tick')).toHaveLength(2);
});

test.each([
  [
    'faster than any tick',
    rule('-w / 20 ms'),
    'the drift "dw/dt = ... - 50 Hz * w" has no circuit: it would be made at ticks, and within 2 ms, the shortest ' +
      'between two ticks, the weight has gone a long way; make it slower',
  ],
  [
    'slower ticks of its own',
    rule('-w / 1 s', { on: { pre: { x: '+1' }, tick: { w: '+0.01 * x' } }, tick: 0.1 }),
    'within 100 ms, the tick of this rule, the weight has gone a long way; make the tick 20 ms or less',
  ],
  [
    'slower ticks than its traces',
    rule('1 Hz * x', { on: { pre: { x: '+1' }, tick: { w: '+0.01 * x' } }, tick: 0.02 }),
    'within 20 ms, the tick of this rule, its traces have decayed; make the tick 8 ms or less',
  ],
])('a drift that is %s is refused with the figure', (_, stated, message) => {
  expect(() => ticked(stated)).toThrow(message);
});

test.each([
  ['grows with the weight', rule('w / 10 s')],
  ['is a power of it', rule('-0.1 Hz * w^2')],
  ['has a part of these', rule('-w / 10 s + 0.1 Hz * w * (1 - w)')],
])('a drift that %s stays, for whoever has a circuit for it', (_, stated) => {
  expect(ticked(stated)).toEqual({ rule: stated, drifts: [] });
});

test('the drift of a gain that scales traces is left to the homeostat', () => {
  const stated = ruleOf(
    {
      states: { y1: x, y2: x, g: w },
      on: { pre1: { y1: '+0.5 * g' }, pre2: { y2: '+1 * g' } },
      drift: { g: 'g / 150 ms - g * y1 / 225 ms - g * y2 / 225 ms' },
    },
    'explicit',
  );
  expect(ticked(stated).drifts).toEqual([]);
});

test('people are told', () => {
  expect(tickRemarks(rule('-w / 10 s'))).toEqual([
    'the drift "dw/dt = ... - 0.1 Hz * w" is made at ticks of 50 ms, up to 0.50 % of the range each; pairs and ' +
      'single events are shown without it',
  ]);
  expect(tickRemarks(rule('1 Hz * x'))).toEqual([
    'the drift "dw/dt = ... + 1 Hz * x" is made at ticks of 4 ms, up to 0.40 % of the range each',
  ]);
});
