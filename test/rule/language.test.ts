import { readRule } from '../../src/rule/language.js';
import { equations } from '../../src/rule/equations.js';
import type { RuleSource } from '../../src/rule/source.js';

const states = { x: { decay: 0.02 }, e: { decay: 0.5 }, w: { range: [0, 1] as const, initial: 0.5 } };
const base: RuleSource = { states, on: { pre: { x: 1 }, post: { e: '0.5 * x', w: 'e' }, reward: { w: 'e' } } };

function read(source: RuleSource): string[] {
  const reading = readRule(source, 'explicit');
  return 'rule' in reading
    ? equations(reading.rule)
    : reading.problems.map(
        ({ path, index, message }) => `${path.join('.')}${index === undefined ? '' : `@${index}`}: ${message}`,
      );
}

/** What one expression on `reward` for w becomes. */
const onReward = (text: string | number): string[] =>
  read({ ...base, on: { ...base.on, reward: { w: text } } }).filter((line) => line.includes('reward'));

test('the rule of the design document reads into the normal form', () => {
  expect(
    read({
      states: { x: { decay: 0.0168 }, y: { decay: 0.0337 }, e: { decay: 0.5 }, w: { range: [0, 1], initial: 0.5 } },
      on: { pre: { x: 1, e: '-0.5 * y' }, post: { y: 1, e: '+0.5 * x' }, reward: { w: '+0.1 * e * (1 - w)' } },
    }),
  ).toEqual([
    'dx/dt = -x / 0.0168 s',
    'dy/dt = -y / 0.0337 s',
    'de/dt = -e / 0.5 s',
    'dw/dt = 0, 0 <= w <= 1',
    'on pre: x += 1',
    'on pre: e += -0.5 * y',
    'on post: y += 1',
    'on post: e += 0.5 * x',
    'on reward: w += 0.1 * e * (1 - w)',
  ]);
});

test.each([
  ['2*(e+x)', ['on reward: w += 2 * e', 'on reward: w += 2 * x']],
  ['e*e', ['on reward: w += e^2']],
  ['-e^2', ['on reward: w += -e^2']],
  ['2 ^ 3 ^ 2 * e', ['on reward: w += 512 * e']],
  ['(e - x)^2', ['on reward: w += e^2', 'on reward: w += -2 * e * x', 'on reward: w += x^2']],
  ['e * (1 - w)^0.4 * w^1.5', ['on reward: w += e * (1 - w)^0.4 * w^1.5']],
  ['e * (1 - x)', ['on reward: w += e', 'on reward: w += -e * x']],
  ['e / 4 - -1', ['on reward: w += 0.25 * e', 'on reward: w += 1']],
  ['10 ms * e / 5 ms', ['on reward: w += 2 * e']],
  ['.5e1 * e', ['on reward: w += 5 * e']],
  ['e + x - x', ['on reward: w += e']],
  ['= 1', ['on reward: w = 1']],
  [' = 0', ['on reward: w = 0']],
  ['=0.5 * e', ['on reward: w = 0.5 * e']],
  [-0.25, ['on reward: w += -0.25']],
])('%s is a sum of products', (text, expected) => {
  expect(onReward(text).filter((line) => !line.startsWith('states'))).toEqual(expected);
});

test.each([
  ['0.1 * ee', '@6: found "ee", which is no state; states: x, e, w; did you mean "e"?'],
  [
    '0.1 e',
    '@0: found "0.1 e", expected a number, a time such as "10 ms" or a rate such as "0.1 Hz"; write "*" ' +
      'between a number and a state',
  ],
  ['e x', '@2: found "x" without an operator before it; write "*" for a product'],
  ['e(x)', '@1: found "(x)" without an operator before it; write "*" for a product'],
  ['e *', '@2: found the end, expected a number, a state or "("; complete the expression'],
  ['(e', '@0: found "(" without its ")"; close it'],
  ['e)', '@1: found ")", which has no meaning here; an expression has numbers, states, + - * / ^ and parentheses'],
  ['e ** x', '@3: found "*", which has no meaning here; an expression has numbers, states, + - * / ^ and parentheses'],
  ['e["a"]', '@1: found "[", which has no meaning here; an expression has numbers, states, + - * / ^ and parentheses'],
  [
    'e.constructor',
    '@1: found ".", which has no meaning here; an expression has numbers, states, + - * / ^ and parentheses',
  ],
  ['"e"', '@0: found "\\"", which has no meaning here; an expression has numbers, states, + - * / ^ and parentheses'],
  ['', '@0: found nothing, expected an expression such as -0.5 * y'],
  [
    'e / x',
    '@4: divides by a state; a rule only multiplies states, expected a number or a time such as "10 s" after "/"',
  ],
  ['e / 0', '@4: divides by zero; expected a number other than 0'],
  ['e ^ x', '@4: expected a plain number after "^", such as (1 - w)^0.5'],
  ['e ^ -1', '@4: found the power -1, expected one above 0 and at most 10; a rule does not divide by states'],
  ['e ^ 0.5', '@0: has e^0.5, and a trace may be negative; expected a whole power, or a weight'],
  [
    '(e + x)^0.5',
    '@8: found the power 0.5 of a sum or product, expected a whole number; powers such as 0.5 take a ' +
      'single weight or (1 - weight)',
  ],
  ['w^9 * w^9', '@0: has w to the power 18, expected at most 10; lower it'],
  [
    '(e + x)^10 * (w + x + e)^10',
    '@13: has more than 64 terms when multiplied out; make part of it a state of its own',
  ],
  ['e - e', '@0: is always 0; remove it, or write "= 0" to set the state'],
  ['0', '@0: is always 0; remove it, or write "= 0" to set the state'],
  ['10 ms * e', '@0: is a time, expected a plain number: what one event adds has no unit; remove the unit'],
  [
    '10 mV * e',
    '@0: found "10 mV", expected a number, a time such as "10 ms" or a rate such as "0.1 Hz"; write "*" ' +
      'between a number and a state',
  ],
  ['= e + 1', '@2: sets a sum; expected a single term after "=", such as = 1'],
  ['1e999', '@0: found 1e999, expected a number below 1.8e308'],
  ['1e308 * 1e308 * e', '@0: its number is larger than 1.8e308; lower it'],
  ['x'.repeat(501), '@0: found 501 characters, expected at most 500; split the term into states of its own'],
])('%s is refused at its place', (text, message) => {
  expect(onReward(text)).toEqual([`on.reward.w${message}`]);
});

test('drifts are rates', () => {
  const drift = (text: string): string[] =>
    read({ ...base, drift: { w: text } }).filter((line) => /^dw|drift/.test(line));
  expect(drift('-w / 10 s')).toEqual(['dw/dt = -0.1 Hz * w, 0 <= w <= 1']);
  expect(drift('2 Hz * w * (1 - w) * (w - 0.5)')).toEqual([
    'dw/dt = 2 Hz * w^2 * (1 - w) - 1 Hz * w * (1 - w), 0 <= w <= 1',
  ]);
  expect(drift('-0.1 * w')).toEqual([
    'drift.w@0: is a plain number, expected a rate: a drift is a change per second; divide by a time ("/ ' +
      '10 s") or multiply by a rate ("0.1 Hz *")',
  ]);
});

test.each<[string, RuleSource, string[]]>([
  [
    'an unknown event',
    { ...base, on: { ...base.on, prre: { x: 1 } } },
    [
      'on.prre: unknown event "prre"; events: pre, post, reward, punish, tick, and pre1 to pre32 for a ' +
        'group of synapses; did you mean "pre"?',
    ],
  ],
  [
    'an unknown target',
    { ...base, on: { ...base.on, punish: { ww: 1 } } },
    ['on.punish.ww: found "ww", which is no state; states: x, e, w; did you mean "w"?'],
  ],
  [
    'an empty event',
    { ...base, on: { ...base.on, punish: {} } },
    ['on.punish: nothing happens on punish; add a state and what is added to it, or remove the event'],
  ],
  [
    'a weight that decays',
    { ...base, states: { ...states, w: { range: [0, 1], decay: 10 } } },
    [
      'states.w.decay: a weight (it has a range) keeps its value; remove "decay", and for a slow decay ' +
        'write drift: { w: -w / 10 s }',
    ],
  ],
  [
    'a trace that starts elsewhere',
    { ...base, states: { ...states, x: { initial: 1, decay: 10 } } },
    ['states.x.initial: a trace (it decays) starts at 0; remove "initial" or "decay"'],
  ],
  [
    'a name in use',
    { ...base, states: { ...states, post: { decay: 1 } } },
    ['states.post: the name "post" is taken; call the state something else'],
  ],
  [
    'twins',
    { ...base, states: { ...states, W: {} } },
    [
      'states.w: "w" and "W" differ only in capitals, which a netlist does not see; rename one',
      'states.W: "W" and "w" differ only in capitals, which a netlist does not see; rename one',
    ],
  ],
  [
    'a trace nobody reads',
    { ...base, states: { ...states, y: { decay: 1 } }, on: { ...base.on, punish: { y: 1 } } },
    ['states.y: nothing reads the trace y; use it in a term of another state, or remove it'],
  ],
  [
    'a state nobody writes',
    { ...base, states: { ...states, y: { decay: 1 } } },
    ['states.y: nothing changes the trace y; add a term for it under "on" or "drift", or remove it'],
  ],
  [
    'a circle of zeros',
    { states: { x: { decay: 1 }, y: { decay: 1 } }, on: { pre: { x: 'y' }, post: { y: 'x' } } },
    ['x', 'y'].map(
      (name) =>
        `states.${name}: ${name} is always 0: each of its terms reads a state that never leaves 0; add a ` +
        `constant such as +1 to one of them`,
    ),
  ],
  [
    'ticks without period',
    { ...base, on: { ...base.on, tick: { w: '0.1' } } },
    ['on.tick: the event "tick" is periodic and has no period; add "tick: 10 ms" to the rule'],
  ],
  [
    'a period without ticks',
    { ...base, tick: 0.01 },
    ['tick: nothing happens on "tick"; add on.tick or remove the period'],
  ],
])('%s is refused', (_, source, expected) => {
  expect(read(source)).toEqual(expected);
});
