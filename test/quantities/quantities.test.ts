import { creditPoints, windowPoints } from '../../src/quantities/measuring/changes.js';
import type { Recording } from '../../src/quantities/measuring/recording.js';
import { answer, pairs, specOf, STDP, TRACE } from '../support/recordings.js';
import { compareQuantity } from './compare-quantity.js';

const trace = specOf(TRACE, '{ quantity: tau, against: rule, max: 5 % }');
const stdp = specOf(
  STDP,
  '{ quantity: window, against: rule, max: 5 % }',
  'stimulus: { window: { from: -40 ms, to: 40 ms, step: 10 ms } }',
);
const compare = (
  quantity: string,
  circuit: readonly Recording[],
  other: readonly Recording[],
  { spec, rule } = trace,
  against: 'rule' | 'model' = 'model',
) => compareQuantity(quantity, against, circuit, other, spec, rule);

describe('a time constant and a peak', () => {
  test.each([
    [18e-3, 0.1],
    [22e-3, 0.1],
    [20e-3, 0],
    [40e-3, 1],
  ])('a tau of %d s for 20 ms is %d off, whichever way', (tau, off) => {
    const found = compare('tau', [answer(tau, 1)], [answer(20e-3, 1)]);
    expect(found.measured).toBeCloseTo(off, 4);
    expect(found.value).toBeCloseTo(tau, 6);
    expect(found).toMatchObject({ unit: 's' });
    expect(found.reference).toBeCloseTo(20e-3, 6);
    expect(found.reason).toBeUndefined();
  });

  test('the rule prescribes numbers, whatever its own road gave; a model does not', () => {
    const roads = [[answer(20e-3, 2)], [answer(10e-3, 1)]] as const;
    expect(compare('tau', ...roads, trace, 'rule')).toMatchObject({ reference: 0.02 });
    expect(compare('peak', ...roads, trace, 'rule')).toMatchObject({ reference: 2, unit: '1' });
    expect(compare('tau', ...roads, trace, 'model').reference).toBeCloseTo(0.01, 6);
    const peak = compare('peak', ...roads, trace, 'model').reference;
    expect(peak).toBeGreaterThan(0.9);
    expect(peak).toBeLessThanOrEqual(1);
  });

  test('a peak that is too low is as wrong as one that is too high', () => {
    for (const amplitude of [1.8, 2.2])
      expect(compare('peak', [answer(20e-3, amplitude)], [answer(20e-3, 2)]).measured).toBeCloseTo(0.1, 3);
  });

  test('without the expected shape in the circuit, nothing is measured', () => {
    const found = compare('tau', [answer(1e3, 1)], [answer(20e-3, 1)]);
    expect(found.measured).toBeUndefined();
    expect(found.reason).toMatch(/^tau is undefined in the circuit: the response does not fall/);
    expect(found.unit).toBe('s');
  });

  test('without it in the reference, neither, and the value of the circuit is told', () => {
    const found = compare('tau', [answer(20e-3, 1)], [answer(1e3, 1)]);
    expect(found.measured).toBeUndefined();
    expect(found.reason).toMatch(/^tau is undefined in the model: the response does not fall/);
    expect(found.value).toBeCloseTo(20e-3, 6);
    expect(compare('peak', [answer(20e-3, 1)], [answer(20e-3, 0)]).reason).toMatch(/^peak is undefined in the model/);
  });

  test('without any recording, nothing is measured', () => {
    expect(compare('tau', [], [answer(20e-3, 1)]).measured).toBeUndefined();
    expect(compare('tau', [answer(20e-3, 1)], []).measured).toBeUndefined();
  });
});

describe('a window', () => {
  const right = { '-0.02': -0.0074, '-0.01': -0.0121, '0.01': 0.0121, '0.02': 0.0074 };
  const window = (found: Readonly<Record<string, number>>, expected = right) =>
    compare('window', pairs(found), pairs(expected), stdp, 'rule');

  test('is the change of the weight against dt, in the order of dt', () => {
    const { dt, change } = windowPoints(pairs({ '0.02': 1, '-0.01': 2, '0.01': 3 }), stdp.rule);
    expect([...dt]).toEqual([-0.01, 0.01, 0.02]);
    expect([...change]).toEqual([2, 3, 1]);
    expect([...creditPoints(pairs({ '0.02': 1 }), stdp.rule).dt]).toEqual([NaN]);
  });

  test('that is right is nothing off', () => {
    expect(window(right).measured).toBeCloseTo(0, 9);
    expect(window(right).reason).toBeUndefined();
  });

  test.each([
    ['has one point of the wrong sign', { ...right, '0.02': -0.0001 }],
    ['has its first point of the wrong sign', { ...right, '-0.02': 0.0001 }],
    ['does not move at one point', { ...right, '-0.01': 0 }],
    ['is that of the opposite rule', { '-0.02': 0.0074, '-0.01': 0.0121, '0.01': -0.0121, '0.02': -0.0074 }],
  ])('that %s is no pass, however small the error is', (_, found) => {
    const { measured, reason } = window(found);
    expect(measured).toBeGreaterThanOrEqual(1);
    expect(reason).toMatch(/moves the wrong way at dt = -?0?\.?\d+/);
  });

  test('an error larger than the window itself is told as large as it is', () => {
    const huge = { ...right, '0.01': -1 };
    expect(window(huge).measured).toBeGreaterThan(5);
  });

  test('where the rule asks for next to nothing, a sign is none', () => {
    const small = { ...right, '-0.04': -0.0005, '0.04': 0.0005 };
    expect(window({ ...small, '0.04': -0.0001 }, small).reason).toBeUndefined();
    expect(window({ ...small, '0.04': -0.0001 }, small).measured).toBeLessThan(0.05);
  });

  test.each([
    ['a_plus', 'amplitude of the side after', 0.02],
    ['a_minus', 'amplitude of the side before', -0.02],
    ['tau_plus', 'tau of the side after', 20e-3],
    ['tau_minus', 'tau of the side before', 20e-3],
  ])('%s is the %s', (quantity, _, value) => {
    const exact = Object.fromEntries(
      [-0.03, -0.02, -0.01, 0.01, 0.02, 0.03].map((dt) => [
        String(dt),
        Math.sign(dt) * 0.02 * Math.exp(-Math.abs(dt) / 20e-3),
      ]),
    );
    const weak = Object.fromEntries(Object.entries(exact).map(([dt, change]) => [dt, 0.9 * change]));
    const found = compare(quantity, pairs(weak), pairs(exact), stdp, 'rule');
    expect(found.reference).toBeCloseTo(value, 6);
    expect(found.unit).toBe(quantity.startsWith('tau') ? 's' : '1');
    // A negative reference makes no error negative.
    expect(found.measured).toBeCloseTo(quantity.startsWith('tau') ? 0 : 0.1, 5);
    expect(compare(quantity, pairs(exact), pairs(weak), stdp, 'rule').measured).toBeCloseTo(
      quantity.startsWith('tau') ? 0 : 1 / 0.9 - 1,
      5,
    );
  });
});

describe('a curve', () => {
  test('equal to its reference is nothing off; a flat reference measures nothing', () => {
    expect(compare('x', [answer(20e-3, 1)], [answer(20e-3, 1)]).measured).toBeCloseTo(0, 9);
    expect(compare('x', [answer(20e-3, 1.1)], [answer(20e-3, 1)]).measured).toBeGreaterThan(0.01);
    const flat = compare('x', [answer(20e-3, 1)], [answer(20e-3, 0, 1)]);
    expect(flat.measured).toBeUndefined();
    expect(flat.reason).toMatch(/^x is flat or not finite in the reference/);
  });

  test('without a recording on either side measures nothing', () => {
    expect(compare('x', [], [answer(20e-3, 1)])).toEqual({ reason: 'no recording' });
    expect(compare('x', [answer(20e-3, 1)], [])).toEqual({ reason: 'no recording' });
  });

  test('is compared in the measured part only: what the history did does not count', () => {
    const late = (amplitude: number): Recording => {
      const { experiment, states } = answer(20e-3, amplitude);
      const { x, y } = states.get('x')!;
      return {
        experiment: { ...experiment, measuredFrom: 0.01 },
        states: new Map([['x', { x, y: y.map((value, index) => (x[index]! < 0.009 ? amplitude * 7 : value)) }]]),
      };
    };
    const same = compare('x', [late(1)], [{ ...answer(20e-3, 1), experiment: late(1).experiment }]);
    expect(same.measured).toBeCloseTo(0, 9);
  });
});

test('a peak after a history is what the event added to what was left', () => {
  const { experiment, states } = answer(20e-3, 2);
  const { x, y } = states.get('x')!;
  // What the history left: 0.5 at the start of the measured part, decaying as the trace does.
  const left = x.map((time) => 0.5 * Math.exp(-(time - 0.01) / 20e-3));
  const after: Recording = {
    experiment: { ...experiment, measuredFrom: 0.01 },
    states: new Map([
      ['x', { x, y: y.map((value, index) => (x[index]! <= 0.01 ? left[index]! : value + left[index]!)) }],
    ]),
  };
  const found = compare('peak', [after], [answer(20e-3, 2)]);
  expect(found.measured).toBeLessThan(2e-3);
});
