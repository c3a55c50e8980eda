import { expandRule } from '../../src/rule/presets.js';
import { equations } from '../../src/rule/equations.js';
import { simulateRule } from '../../src/rule/simulate.js';

const stdp = expandRule({
  kind: 'stdp',
  dependence: 'additive',
  pairing: 'all-to-all',
  potentiation: { amplitude: 0.02, tau: 20e-3 },
  depression: { amplitude: 0.03, tau: 40e-3 },
  weight: { initial: 0.5 },
});

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
  expect(finalWeight(many, many.map((at) => at + 0.001))).toBeLessThanOrEqual(1);
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
