import { expandRule } from '../../src/rule/presets.js';
import { equations } from '../../src/rule/equations.js';
import { ruleOf } from '../../src/rule/language.js';
import type { StdpParameters } from '../../src/rule/parameters.js';
import { simulateRule, type EventTimes } from '../../src/rule/simulate.js';

const spec: StdpParameters = {
  kind: 'stdp',
  dependence: 'additive',
  pairing: 'all-to-all',
  potentiation: { amplitude: 0.02, tau: 20e-3 },
  depression: { amplitude: 0.03, tau: 40e-3 },
  weight: { initial: 0.5 },
};
const stdp = expandRule(spec);

function finalWeight(pre: number[], post: number[]): number {
  const { states } = simulateRule(stdp, { pre, post }, Float64Array.of(0, 1));
  return states.get('w')?.[1] ?? NaN;
}

test('a trace is the sum of its exponentials', () => {
  const rule = expandRule({ kind: 'trace', tau: 20e-3, amplitude: 2 });
  const { states } = simulateRule(rule, { pre: [0.01, 0.03], post: [] }, Float64Array.of(0, 0.01, 0.05));
  const x = states.get('x') ?? new Float64Array();
  expect(x[0]).toBe(0);
  expect(x[1]).toBe(2);
  expect(x[2]).toBeCloseTo(2 * (Math.exp(-2) + Math.exp(-1)), 12);
});

test('pre before post potentiates by A+ exp(-dt / tau+)', () => {
  expect(finalWeight([0.1], [0.11])).toBeCloseTo(0.5 + 0.02 * Math.exp(-0.5), 12);
});

test('post before pre depresses by A- exp(-dt / tau-)', () => {
  expect(finalWeight([0.12], [0.1])).toBeCloseTo(0.5 - 0.03 * Math.exp(-0.5), 12);
});

test('a simultaneous pair changes nothing: both read the traces before the event', () => {
  expect(finalWeight([0.1], [0.1])).toBe(0.5);
});

test('all pairs count, and the weight stays in [0, 1]', () => {
  expect(finalWeight([0.1, 0.11], [0.12])).toBeCloseTo(0.5 + 0.02 * (Math.exp(-1) + Math.exp(-0.5)), 12);
  const many = Array.from({ length: 200 }, (_, index) => 0.001 + index * 0.004);
  expect(
    finalWeight(
      many,
      many.map((at) => at + 0.001),
    ),
  ).toBeLessThanOrEqual(1);
});

test('the rule prints as equations', () => {
  expect(equations(stdp)).toEqual([
    'dx/dt = -x / 0.02 s',
    'dy/dt = -y / 0.04 s',
    'dw/dt = 0, 0 <= w <= 1',
    'on pre: x += 1',
    'on pre: w += -0.03 * y',
    'on post: y += 1',
    'on post: w += 0.02 * x',
  ]);
});

test('a bistable drift follows its closed form', () => {
  // Logistic part alone: dw/dt = r w (1 - w), w = 1 / (1 + (1/w0 - 1) exp(-r t)).
  const rule = ruleOf({ states: { w: { initial: 0.1 } }, drift: { w: '3 Hz * w * (1 - w)' } }, 'explicit');
  const time = Float64Array.of(0, 0.5, 1, 5);
  const w = simulateRule(rule, {}, time).states.get('w');
  time.forEach((t, index) => {
    expect(w?.[index]).toBeCloseTo(1 / (1 + 9 * Math.exp(-3 * t)), 9);
  });
});

test('a rate-based Hebb rule integrates the product of its traces', () => {
  const spec = {
    kind: 'hebbian',
    form: 'rate',
    rate: 2,
    pre: { tau: 0.02 },
    post: { tau: 0.03 },
    weight: { initial: 0.2 },
  } as const;
  const w = simulateRule(expandRule(spec), { pre: [0.1], post: [0.11] }, Float64Array.of(0, 0.11, 1)).states.get('w');
  // x y decays with 1/tau = 1/20 ms + 1/30 ms from exp(-10/20): the integral is that times 12 ms.
  expect(w?.[1]).toBeCloseTo(0.2, 12);
  expect(w?.[2]).toBeCloseTo(0.2 + 2 * Math.exp(-0.5) * 0.012, 9);
});

test('a constant drift stops at the bound, and a later event takes effect from there', () => {
  const rule = ruleOf({ states: { w: { initial: 0.5 } }, on: { pre: { w: -0.25 } }, drift: { w: '1 Hz' } }, 'explicit');
  const w = simulateRule(rule, { pre: [2] }, Float64Array.of(0, 0.25, 1, 2, 2.1)).states.get('w') ?? new Float64Array();
  [0.5, 0.75, 1, 0.75, 0.85].forEach((expected, index) => {
    expect(w[index]).toBeCloseTo(expected, 9);
  });
});

test('a drift of a decaying trace adds to its decay', () => {
  // da/dt = -a / 100 ms + 5 Hz: to 0.5 with the time constant of the trace.
  const rule = ruleOf({ states: { a: { decay: 0.1 } }, drift: { a: '5 Hz' } }, 'explicit');
  expect(simulateRule(rule, {}, Float64Array.of(0, 0.1)).states.get('a')?.[1]).toBeCloseTo(0.5 * (1 - Math.exp(-1)), 9);
});

test('a drift that runs away is refused, as is a state that events blow up', () => {
  const away = ruleOf({ states: { x: { decay: 1 } }, on: { pre: { x: 3 } }, drift: { x: '1 Hz * x^2' } }, 'explicit');
  expect(() => simulateRule(away, { pre: [0] }, Float64Array.of(0, 5))).toThrow(
    'a state runs away or changes too fast',
  );
  const burst = ruleOf({ states: { x: { decay: 1 } }, on: { pre: { x: '1 + 10 * x^9' } } }, 'explicit');
  expect(() => simulateRule(burst, { pre: [0, 0.01, 0.02, 0.03, 0.04, 0.05] }, Float64Array.of(0, 1))).toThrow(
    'grows without bound',
  );
});

test('what sets comes before what adds, and only the latest event counts in nearest pairs', () => {
  const nearest = expandRule({ ...spec, pairing: 'nearest' });
  const w = simulateRule(nearest, { pre: [0.1, 0.11], post: [0.12] }, Float64Array.of(0, 1)).states.get('w');
  expect(w?.[1]).toBeCloseTo(0.5 + 0.02 * Math.exp(-0.5), 12);
  const both = ruleOf({ states: { x: { decay: 1 } }, on: { pre: { x: '+0.5' }, post: { x: '= 1' } } }, 'explicit');
  expect(simulateRule(both, { pre: [0, 0.5], post: [0.5] }, Float64Array.of(0.5)).states.get('x')?.[0]).toBe(1.5);
});

test('any event names: a modulator turns eligibility into weight, ticks sample, others change nothing', () => {
  const three = expandRule({
    kind: 'three-factor',
    dependence: 'additive',
    potentiation: { amplitude: 0.5, tau: 0.02 },
    depression: { amplitude: 0.5, tau: 0.02 },
    eligibility: { tau: 0.5 },
    reward: { amplitude: 0.2 },
    punish: { amplitude: 0.1 },
    weight: { initial: 0.5 },
  });
  const e = 0.5 * Math.exp(-0.5);
  const w = (events: EventTimes): number =>
    simulateRule(three, { pre: [0.1], post: [0.11], ...events }, Float64Array.of(0, 1)).states.get('w')?.[1] ?? NaN;
  expect(w({ reward: [0.31] })).toBeCloseTo(0.5 + 0.2 * e * Math.exp(-0.4), 12);
  expect(w({ punish: [0.61] })).toBeCloseTo(0.5 - 0.1 * e * Math.exp(-1), 12);
  expect(w({ pre7: [0.2], other: [0.3] })).toBe(0.5);
});
