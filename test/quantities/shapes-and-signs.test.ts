import { expandRule } from '../../src/rule/presets.js';
import { parseSpec } from '../../src/load-spec.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';
import { compareQuantity } from './compare-quantity.js';

const load = (rule: string, verify: string, stimulus = '{}') =>
  parseSpec(`rulespice: 1\nname: s\nrule: ${rule}\nstimulus: ${stimulus}\nverify: [${verify}]\n`, 's.yaml');

describe('the time constant and peak of a trace', () => {
  const spec = load('{ kind: trace, tau: 20 ms }', '{ quantity: tau, against: rule, max: 3 % }');
  const rule = expandRule(spec.rule);
  const x = Float64Array.from({ length: 4001 }, (_, index) => index * 5e-5);
  const answer = (shape: (t: number) => number): Recording[] => [
    {
      experiment: { name: 'impulse', label: 'impulse', events: { pre: [0.01] }, duration: 0.2 },
      states: new Map([['x', { x, y: x.map((t) => (t < 0.0105 ? 0 : shape(t - 0.0105))) }]]),
    },
  ];
  const compare = (quantity: string, shape: (t: number) => number) =>
    compareQuantity(
      quantity,
      'rule',
      answer(shape),
      answer((t) => Math.exp(-t / 0.02)),
      spec,
      rule,
    );

  test.each([
    ['tau', 18e-3, 1],
    ['tau', 22e-3, 1],
    ['peak', 20e-3, 0.9],
    ['peak', 20e-3, 1.1],
  ])('%s: what is 10 % off is 10 % off, above and below (tau %d s, peak %d)', (quantity, tau, peak) => {
    // The peak is read 3 us after the pulse, between two samples of the curve.
    expect(compare(quantity, (t) => peak * Math.exp(-t / tau)).measured).toBeCloseTo(0.1, 3);
  });

  test.each<[string, (t: number) => number, RegExp]>([
    ['rises again', (t) => Math.exp(-t / 0.02) + (t > 0.05 ? 0.2 * Math.exp(-(t - 0.05) / 0.02) : 0), /rises again/],
    ['is a staircase', (t) => Math.exp(-Math.floor(t / 0.01) / 2), /staircase/],
    ['is a straight line', (t) => Math.max(1e-3, 1 - t / 0.06), /away from any exponential/],
  ])('a response that %s has no tau: nothing is measured, and it is said why', (_, shape, reason) => {
    const measurement = compare('tau', shape);
    expect(measurement.measured).toBeUndefined();
    expect(measurement.reason).toMatch(/^tau is undefined in the circuit: the response /);
    expect(measurement.reason).toMatch(reason);
  });
});

describe('a learning window', () => {
  const spec = load(
    '{ kind: stdp, potentiation: { amplitude: 0.02, tau: 20 ms }, depression: { amplitude: 0.02, tau: 20 ms } }',
    '{ quantity: window, against: rule, max: 2 % }',
    '{ window: { from: -60 ms, to: 60 ms, step: 10 ms } }',
  );
  const rule = expandRule(spec.rule);
  const dts = [-60, -50, -40, -30, -20, -10, 10, 20, 30, 40, 50, 60].map((ms) => ms / 1000);
  const right = (dt: number): number => Math.sign(dt) * 0.02 * Math.exp(-Math.abs(dt) / 0.02);
  const recordings = (change: (dt: number) => number): Recording[] =>
    dts.map((dt) => ({
      experiment: { name: 'window', label: `window, dt = ${dt}`, events: {}, duration: 1, dt },
      states: new Map([['w', { x: Float64Array.of(0, 1), y: Float64Array.of(0.5, 0.5 + change(dt)) }]]),
    }));
  const compare = (quantity: string, change: (dt: number) => number) =>
    compareQuantity(quantity, 'rule', recordings(change), recordings(right), spec, rule);

  test('that is right is right', () => {
    expect(compare('window', right)).toMatchObject({ measured: 0, over: { counted: 12, of: 12, unit: 'points' } });
  });

  test('that moves the wrong way at one point is another rule, however small the error', () => {
    // 22 % of the largest change at 40 ms, turned by a hundredth of that.
    const turned = (dt: number): number => (dt === 0.04 ? -1e-5 : right(dt));
    const measurement = compare('window', turned);
    expect(measurement.reason).toBe('the weight moves the wrong way at dt = 40 ms');
    expect(measurement.measured).toBeGreaterThanOrEqual(1);
  });

  test('that crosses zero where the rule asks for next to nothing is only a little wrong', () => {
    const injected = (dt: number): number => (dt === 0.06 ? -2e-4 : right(dt));
    const measurement = compare('window', injected);
    expect(measurement.reason).toBeUndefined();
    expect(measurement.measured).toBeLessThan(0.06);
  });

  test.each([
    ['a_plus', 1.1],
    ['a_plus', 0.9],
    ['a_minus', 1.1],
    ['a_minus', 0.9],
  ])('%s: what is off by a tenth is off by a tenth, above and below (%d)', (quantity, factor) => {
    expect(compare(quantity, (dt) => factor * right(dt)).measured).toBeCloseTo(0.1, 4);
  });

  test('a side that is no exponential has neither amplitude nor tau, and the other side has both', () => {
    const shelf = (dt: number): number => (dt > 0 && dt < 0.035 ? 0.02 : right(dt));
    for (const quantity of ['a_plus', 'tau_plus'])
      expect(compare(quantity, shelf)).toMatchObject({
        reason: expect.stringMatching(
          /^\w+ is undefined in the circuit: the side of dt > 0 is .* exponential$/,
        ) as string,
      });
    expect(compare('tau_minus', shelf).measured).toBeCloseTo(0, 4);
  });
});
