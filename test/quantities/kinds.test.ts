import { decode, type Encoding } from '../../src/compose/encoding.js';
import { credit } from '../../src/quantities/credit.js';
import { creditPoints } from '../../src/quantities/measuring/changes.js';
import { hasScale, sharesBudget } from '../../src/quantities/measuring/group.js';
import { recordingOf, stateOf } from '../../src/quantities/measuring/recording.js';
import { hasWindow } from '../../src/quantities/measuring/rules.js';
import { quantities } from '../../src/quantities/registry.js';
import { isSampled, quantitiesOf, quantityVocabulary, readsBiases } from '../../src/quantities/vocabulary.js';
import { window } from '../../src/quantities/window.js';
import { aMinus, aPlus, tauMinus, tauPlus } from '../../src/quantities/window-sides.js';
import type { Rule } from '../../src/rule/rule.js';
import type { Spec } from '../../src/spec/types.js';
import { answer, pairs, specOf, STDP, TRACE } from '../support/recordings.js';
import { compareQuantity } from './compare-quantity.js';

const TAU = '{ quantity: tau, against: rule, max: 5 % }';
const trace = specOf(TRACE, TAU).rule;
const stdp = specOf(
  STDP,
  '{ quantity: window, against: rule, max: 5 % }',
  'stimulus: { window: { from: -40 ms, to: 40 ms, step: 10 ms } }',
);
/** A rule that knows these events and states, and nothing else. */
const ruleOf = (events: readonly string[], ...states: readonly ('weight' | 'trace')[]): Rule =>
  ({
    kind: 'own',
    states: states.map((type, index) => ({ type, name: `s${index}`, tau: 0.02, initial: 0.5 })),
    updates: events.map((event) => ({ event, state: 's0', factors: [], coefficient: 1 })),
    drifts: [],
    readouts: [],
  }) as unknown as Rule;

test('every quantity says by what it is judged, what it is measured on and what a trim can correct', () => {
  const told = quantities.map(({ name, metric, sampled, reads, corrects }) => [name, metric, sampled, reads, corrects]);
  const relative = ['relative-error', true, 'recordings'] as const;
  expect(told).toEqual([
    ['tau', ...relative, 'tau'],
    ['peak', ...relative, 'amplitude'],
    ['window', 'nrmse', true, 'recordings', undefined],
    ['dependence', 'nrmse', true, 'recordings', undefined],
    ['credit', 'nrmse', true, 'recordings', undefined],
    ['a_plus', ...relative, 'amplitude'],
    ['a_minus', ...relative, 'amplitude'],
    ['tau_plus', ...relative, 'tau'],
    ['tau_minus', ...relative, 'tau'],
    ['blank', 'difference', true, 'recordings', undefined],
    ['drift', 'difference', true, 'recordings', undefined],
    ...['mean', 'ratio', 'gain', 'sum', 'share'].map((name) => [name, ...relative, undefined]),
    ['trim', 'relative-error', false, 'biases', undefined],
    ['f_i', ...relative, undefined],
    ['threshold_current', ...relative, undefined],
    ['refractory', ...relative, undefined],
    ['membrane_tau', ...relative, undefined],
    ['reset', 'difference', true, 'recordings', undefined],
    ['spike_width', ...relative, undefined],
    ['spike_amplitude', ...relative, undefined],
    ['energy_per_spike', ...relative, undefined],
  ]);
});

test('a trim is told to be judged by what the temperature asks for', () => {
  expect(quantities.find(({ name }) => name === 'trim')!.description).toMatch(
    /A decay current is compared with its PTAT value, because tau = C U_T \/ \(kappa I\) asks for that much/,
  );
});

test('the names a spec may use are those of the quantities and their spellings', () => {
  expect([...quantityVocabulary.names].sort()).toEqual(
    quantities.flatMap(({ name, spellings }) => [name, ...spellings]).sort(),
  );
});

test('a rule has its states, and the quantities that fit it', () => {
  expect(quantitiesOf(trace).map(({ name }) => name)).toEqual(['x', 'tau', 'peak', 'trim']);
});

test('samples are judged against the rule, by what they share with the nominal circuit', () => {
  const check = { quantity: 'tau', against: 'rule', metric: 'relative-error' } as const;
  expect(isSampled(check)).toBe(true);
  expect(isSampled({ ...check, against: 'model' })).toBe(false);
  expect(isSampled({ ...check, metric: 'spread' })).toBe(false);
  expect(isSampled({ ...check, quantity: 'trim' })).toBe(false);
  expect([readsBiases({ quantity: 'trim' }), readsBiases({ quantity: 'tau' })]).toEqual([true, false]);
});

describe('which rules have', () => {
  test('a window: those with a weight that pairs of pre and post move', () => {
    expect(hasWindow(ruleOf(['pre', 'post'], 'weight'))).toBe(true);
    expect(hasWindow(ruleOf(['pre', 'post'], 'trace'))).toBe(false);
    expect(hasWindow(ruleOf(['pre'], 'weight'))).toBe(false);
    expect(hasWindow(ruleOf(['post'], 'weight'))).toBe(false);
  });

  test('credit: those with a window, and a reward', () => {
    expect(credit.fits(ruleOf(['pre', 'post', 'reward'], 'weight'))).toBe(true);
    expect(credit.fits(ruleOf(['pre', 'post'], 'weight'))).toBe(false);
    expect(credit.fits(ruleOf(['pre', 'reward'], 'weight'))).toBe(false);
  });

  test('a mean and shares: groups only', () => {
    expect([hasScale(trace), sharesBudget(trace)]).toEqual([false, false]);
    const plain = { ...trace, readouts: [{ name: 'z', state: 'x', divisor: [] }] } as unknown as Rule;
    expect(sharesBudget(plain)).toBe(false);
  });
});

describe('a recording', () => {
  test('holds rule units: of a current by what stands for 1, of a voltage by what stands for 0 and 1', () => {
    const encoding: Encoding = {
      traces: new Map([['x', 2e-9]]),
      voltages: new Map([['w', { range: [0.4, 1.4], capacitance: 1e-12 }]]),
      gains: new Map(),
    };
    const { experiment } = answer(20e-3, 1);
    const time = Float64Array.of(0, 1);
    const observed = new Map([
      ['x', Float64Array.of(0, 2e-9)],
      ['w', Float64Array.of(0.4, 0.9)],
    ]);
    const recording = recordingOf(experiment, time, observed, encoding);
    expect(recording.experiment).toBe(experiment);
    expect(stateOf(recording, 'x')).toEqual({ x: time, y: Float64Array.of(0, 1) });
    expect(stateOf(recording, 'w').y[1]).toBeCloseTo(0.5, 12);
    expect(decode(encoding, 'x', Float64Array.of(1e-9))[0]).toBeCloseTo(0.5, 12);
  });

  test('has no state that was not recorded, and says which', () => {
    expect(() => stateOf(answer(20e-3, 1), 'y')).toThrow('the impulse recording has no state y');
  });
});

describe('credit', () => {
  const delayed = (delays: readonly number[]) =>
    pairs(Object.fromEntries(delays.map((delay) => [String(delay), delay]))).map((recording) => ({
      ...recording,
      experiment: { ...recording.experiment, dt: 1, delay: recording.experiment.dt! },
    }));

  test('is the change of the weight against the delay of its reward, in the order of delays', () => {
    const { dt, change } = creditPoints(delayed([0.3, 0.1, 0.2]), stdp.rule);
    expect([...dt]).toEqual([0.1, 0.2, 0.3]);
    expect([...change].map((value) => Number(value.toFixed(6)))).toEqual([0.1, 0.2, 0.3]);
  });

  test('of the wrong sign is named by its delay', () => {
    const right = delayed([0.1, 0.2]);
    const wrong = pairs({ '0.1': 0.1, '0.2': -0.2 }).map((recording, index) => ({
      ...recording,
      experiment: right[index]!.experiment,
    }));
    const found = credit.compare({ spec: stdp.spec, rule: stdp.rule, against: 'rule', circuit: wrong, other: right });
    expect(found.reason).toBe('the weight moves the wrong way at delay = 200 ms');
  });

  test('is drawn with the decay that serves these delays best: their mean, to twice that if they are all alike', () => {
    const spec = { stimulus: { credit: { delays: [0.1, 0.3] } } } as unknown as Spec;
    expect(credit.sweep).toMatchObject({ title: 'credit against delay', xTitle: 'delay of the reward (s)' });
    expect(credit.sweep!.caption(spec)).toBe(
      'by one pair and a reward after the delay; for delays of 200 ms on average the best decay is 200 ms ' +
        '(exponentially distributed) to 400 ms (always the same)',
    );
    expect([...credit.sweep!.points(delayed([0.2]), stdp.rule).dt]).toEqual([0.2]);
  });
});

describe('a window', () => {
  test('is drawn against dt', () => {
    expect(window.sweep).toMatchObject({ title: 'learning window', xTitle: 'dt (s)' });
    expect(window.sweep!.caption(stdp.spec)).toBe('by one pair from rest; dt = t(post) - t(pre)');
    expect([...window.sweep!.points(pairs({ '0.02': 1, '-0.01': 2 }), stdp.rule).dt]).toEqual([-0.01, 0.02]);
  });

  test('has two sides, each with an amplitude and a time constant', () => {
    expect(
      [aPlus, aMinus, tauPlus, tauMinus].map(({ name, title, unit, spellings }) => [name, title, unit, spellings]),
    ).toEqual([
      ['a_plus', 'amplitude of the window at dt > 0', '1', ['a+']],
      ['a_minus', 'amplitude of the window at dt < 0', '1', ['a-']],
      ['tau_plus', 'time constant of the window at dt > 0', 's', ['tau+']],
      ['tau_minus', 'time constant of the window at dt < 0', 's', ['tau-']],
    ]);
    expect(aMinus.description).toMatch(
      /^The value at dt = 0 of the exponential that is fitted to .* with dt < 0; at least 3/,
    );
    expect(tauPlus.description).toMatch(
      /^The time constant of the exponential that is fitted to .* with dt > 0; at least 3/,
    );
  });

  test('with fewer than three points of a side lacks that side', () => {
    const lacks = (from: number, to: number) =>
      [aPlus, aMinus].map((side) => side.lacks!({ window: { from, to, step: 0.01, weights: [] } }));
    expect(lacks(-0.03, 0.03)).toEqual([undefined, undefined]);
    expect(lacks(-0.02, 0.03)).toEqual([
      undefined,
      'needs at least 3 points with dt < 0 and stimulus.window has 2; widen it or take a smaller step',
    ]);
    expect(lacks(-0.04, 0.01)[0]).toBe(
      'needs at least 3 points with dt > 0 and stimulus.window has 1; widen it or take a smaller step',
    );
    expect(aPlus.lacks!({})).toBeUndefined();
  });

  test('has signs where its own side asks for them, however large the other one is', () => {
    const expected = { '-0.02': -0.0009, '-0.01': -0.002, '0.01': 1, '0.02': 0.5 };
    const moved = (change: Record<string, number>) =>
      window.compare({
        spec: stdp.spec,
        rule: stdp.rule,
        against: 'rule',
        circuit: pairs({ ...expected, ...change }),
        other: pairs(expected),
      }).reason;
    // Below a hundredth of the other side, a side asks for nothing that is a tenth of that.
    expect(moved({ '-0.02': 0.0009 })).toBeUndefined();
    expect(moved({ '-0.01': 0.001 })).toBe('the weight moves the wrong way at dt = -10 ms');
    expect(moved({ '0.02': -0.001 })).toBe('the weight moves the wrong way at dt = 20 ms');
  });
});

describe('a time constant and a peak', () => {
  const { spec, rule } = specOf(TRACE, TAU);

  test('are not prescribed by a rule that is no trace', () => {
    for (const quantity of quantities.filter(({ name }) => name === 'tau' || name === 'peak'))
      expect([quantity.prescribed!(stdp.spec, stdp.rule), quantity.prescribed!(spec, rule)]).toEqual([
        undefined,
        quantity.name === 'tau' ? 0.02 : 2,
      ]);
  });

  test('without a response say so', () => {
    expect(compareQuantity('tau', 'rule', [], [], spec, rule)).toEqual({
      unit: 's',
      reason: 'tau is undefined in the circuit: there is no response to measure',
    });
  });

  test('a peak is looked for where the displacement current of its pulse is over', () => {
    const { experiment, states } = answer(20e-3, 2);
    const { x, y } = states.get('x')!;
    // The pulse ends at 10.5 ms, its edge 1 us later, and what that displaces another 2 us later.
    const at = Float64Array.of(...x, 0.010502, 0.0105029).sort();
    const spiky = at.map((time) => (time === 0.010502 ? 50 : time < 0.01 ? 0 : 2 * Math.exp(-(time - 0.01) / 20e-3)));
    const found = compareQuantity(
      'peak',
      'rule',
      [{ experiment, states: new Map([['x', { x: at, y: spiky }]]) }],
      [],
      spec,
      rule,
    );
    expect(found.value).toBeCloseTo(2 * Math.exp(-0.5031 / 20), 2);
    expect(y).toHaveLength(5001);
  });
});
