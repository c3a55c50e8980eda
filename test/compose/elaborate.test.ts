import type { Composition } from '../../src/compose/composition.js';
import { nearestCurve } from '../../src/compose/weight-curves.js';
import { requireLateApart } from '../../src/compose/events.js';
import { sourceOf } from '../../src/rule/presets.js';
import type { RuleSource } from '../../src/rule/source.js';
import type { Experiment } from '../../src/stimulus/experiment.js';
import { UserError } from '../../src/units/user-error.js';
import { patternOf } from '../support/patterns.js';
import { built, circuit, nets, w, x, y } from '../support/elaborated.js';

/** What a UserError says, line by line. */
function problemsOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

const pair = (pre: string, post: string): RuleSource => ({
  states: { x, y, w },
  on: { pre: { x: '+1', w: pre }, post: { y: '+1', w: post } },
});

describe('terms become mirrors', () => {
  test('the sign of a coefficient decides between source and sink, its event gates them', () => {
    const { composition } = built(pair('-0.01 * y', '+0.02 * x'));
    expect(nets(composition, 'w_pre', ['in', 'on', 'out', 'dump'])).toBe(
      'gated-sink in=y_syn on=pre out=w dump=w_dump',
    );
    expect(nets(composition, 'w_post', ['in', 'on', 'out', 'dump'])).toBe(
      'gated-source in=x_syn on=post out=w dump=w_dump',
    );
  });

  test('soft bounds, on a sixth of the range, get a larger unit; a current that the spec names stands', () => {
    const soft = pair('-0.01 * y * w', '+0.02 * x * (1 - w)');
    expect((built(pair('-0.016 * y', '+0.02 * x')).encoding.traces.get('x') ?? NaN) / 20e-12).toBeCloseTo(1, 1);
    const chosen = built(soft).encoding;
    expect((chosen.traces.get('x') ?? NaN) * 1e12).toBeCloseTo(50, 0);
    expect((built(soft, { trace: { current: 30e-12 } }).encoding.traces.get('x') ?? NaN) * 1e12).toBeCloseTo(30, 0);
    // Small changes would ask for more capacitance than a weight may have: then the current gives way.
    const small = built(pair('-0.002 * y * w', '+0.004 * x * (1 - w)')).encoding;
    expect(small.voltages.get('w')?.capacitance).toBe(20e-12);
    expect(small.traces.get('x')).toBeLessThan(25e-12);
  });

  test('unit currents move the weight by the coefficient within a pulse: I = c dV C / t_p', () => {
    const { encoding } = built(pair('-0.01 * y', '+0.02 * x'));
    const weight = encoding.voltages.get('w');
    if (!weight) throw new Error('w is not carried');
    const charge = (weight.range[1] - weight.range[0]) * weight.capacitance;
    expect(encoding.traces.get('x')).toBeCloseTo((0.02 * charge) / 0.5e-3, 20);
    expect(encoding.traces.get('y')).toBeCloseTo((0.01 * charge) / 0.5e-3, 20);
  });

  test('Hebbian: both events potentiate', () => {
    const { composition } = built(pair('+0.01 * y', '+0.01 * x'));
    expect([nets(composition, 'w_pre', ['in']), nets(composition, 'w_post', ['in'])]).toEqual([
      'gated-source in=y_syn',
      'gated-source in=x_syn',
    ]);
  });

  test('a constant takes a reference of its own', () => {
    const { composition } = built({
      states: { x, w },
      on: { pre: { x: '+1', w: '-0.005' }, post: { w: '+0.01 * x' } },
    });
    expect(nets(composition, 'w_pre', ['on', 'out'])).toBe('gated-sink on=pre out=w');
    expect(composition.references.some(({ instance, reference }) => instance === 'w_pre' && reference === 'i_in')).toBe(
      true,
    );
  });

  test('several weights have capacitor, buffer and mirrors of their own', () => {
    const { composition } = built({
      states: { x1: x, x2: x, w1: w, w2: w },
      on: { pre1: { x1: '+1' }, pre2: { x2: '+1' }, post: { w1: '0.02 * x1', w2: '0.02 * x2' } },
    });
    expect(composition.events.map(({ net }) => net)).toEqual(['pre1', 'pre2', 'post']);
    expect(nets(composition, 'w2_post', ['in', 'on', 'out', 'dump'])).toBe(
      'gated-source in=x2_syn on=post out=w2 dump=w2_dump',
    );
    expect(composition.outputs.filter(({ kind }) => kind === 'voltage').map(({ state }) => state)).toEqual([
      'w1',
      'w2',
    ]);
  });
});

describe('products', () => {
  const targetsOf = (composition: Composition, id: string) =>
    composition.instances.find((one) => one.id === id)?.targets;

  test(
    'two traces meet in a multiplier between their gates and the mirror, whose product of the units moves ' +
      'the weight by the coefficient',
    () => {
      const { composition, encoding } = built({
        states: { x, y, y2: y, w },
        on: { pre: { x: '+1', w: '-0.01 * y' }, post: { y: '+1', y2: '+1', w: '+0.005 * x * y2' } },
      });
      expect(nets(composition, 'w_post_times', ['a', 'b', 'out'])).toBe(
        'multiplier a=x_syn b=y2_syn out=w_post_times_out',
      );
      expect(nets(composition, 'w_post', ['in', 'on', 'out'])).toBe('gated-source in=w_post_times_out on=post out=w');
      expect(nets(composition, 'y2', ['event'])).toBe('dpi-kept event=post_late');
      expect(nets(composition, 'y', ['event'])).toBe('dpi-kept event=post');
      const [weight, targets] = [encoding.voltages.get('w'), targetsOf(composition, 'w_post_times')];
      if (!weight) throw new Error('w is not carried');
      expect(
        (targets?.current ?? NaN) / ((0.005 * (weight.range[1] - weight.range[0]) * weight.capacitance) / 0.5e-3),
      ).toBeCloseTo(1, 9);
      expect([targets?.a, targets?.b]).toEqual([encoding.traces.get('x'), encoding.traces.get('y2')]);
    },
  );

  test('a second reader with another coefficient scales the trace, one with the same reads it as it is', () => {
    const source = (second: string): RuleSource => ({
      states: { x, w1: w, w2: w },
      on: { pre: { x: '+1' }, post: { w1: '+0.02 * x', w2: second } },
    });
    const fixed = { weight: { capacitance: 1e-12 } };
    expect(nets(built(source('+0.02 * x'), fixed).composition, 'w2_post', ['in'])).toBe('gated-source in=x_syn');
    const { composition, encoding } = built(source('-0.01 * x'), fixed);
    expect(nets(composition, 'w1_post', ['in'])).toBe('gated-source in=x_syn');
    expect(nets(composition, 'w2_post', ['in'])).toBe('gated-sink in=w2_post_times_out');
    expect(nets(composition, 'w2_post_times', ['a', 'b'])).toBe('multiplier a=x_syn b=w2_post_times_b');
    const { current = NaN, a = NaN } = targetsOf(composition, 'w2_post_times') ?? {};
    expect(a).toBe(encoding.traces.get('x'));
    expect(current / a).toBeCloseTo(0.5, 9);
  });
});

describe('soft bounds and signed traces', () => {
  test('(1 - w) and w are pairs gated by the weight, about the middle of a range as wide as they steer', () => {
    const { composition, encoding } = built(pair('-0.01 * y * w', '+0.02 * x * (1 - w)'));
    expect(nets(composition, 'w_post', ['in', 'on', 'out', 'dump'])).toBe(
      'soft-source in=x_syn on=post out=w dump=w_dump',
    );
    expect(nets(composition, 'w_pre', ['in', 'on', 'out', 'dump'])).toBe('soft-sink in=y_syn on=pre out=w dump=w_dump');
    const [low, high] = encoding.voltages.get('w')?.range ?? [NaN, NaN];
    expect((low + high) / 2).toBeCloseTo(1, 3);
    expect(high - low).toBeCloseTo((4 * 0.025865) / 0.76, 3);
    expect(composition.instances.find(({ id }) => id === 'w_post')?.targets.bound).toBeCloseTo(1, 3);
  });

  const threeFactor: RuleSource = {
    states: { x, y, e: { decay: 0.5 }, w },
    on: {
      pre: { x: '+1', e: '-0.2 * y' },
      post: { y: '+1', e: '+0.2 * x' },
      reward: { w: '+0.1 * e' },
      punish: { w: '-0.1 * e' },
    },
  };

  test(
    'a trace that others write is a leaky capacitor; its readers see it against a copy at rest, the other ' +
      'way round for a minus',
    () => {
      const { composition } = built(threeFactor);
      expect(nets(composition, 'e_capacitor', ['e'])).toBe('leaky-capacitor e=e');
      expect(nets(composition, 'e_post', ['in', 'on', 'out', 'dump'])).toBe(
        'gated-source in=x_syn on=post out=e dump=e_dump',
      );
      expect(nets(composition, 'e_rest', ['vref', 'gleak', 'out'])).toBe(
        'rest-replica vref=e_capacitor_vref gleak=e_capacitor_gleak out=e_zero',
      );
      expect(nets(composition, 'w_reward', ['plus', 'minus', 'on', 'out'])).toBe(
        'modulator-gate plus=e minus=e_zero on=reward out=w',
      );
      expect(nets(composition, 'w_punish', ['plus', 'minus', 'on', 'out'])).toBe(
        'modulator-gate plus=e_zero minus=e on=punish out=w',
      );
    },
  );

  test('the reader moves the weight by c for an e of 1: g S_e t_p = c S_w C_w', () => {
    const { composition, encoding } = built(threeFactor);
    const [e, weight] = [encoding.voltages.get('e'), encoding.voltages.get('w')];
    const gain = composition.instances.find(({ id }) => id === 'w_reward')?.targets.gain ?? NaN;
    if (!e || !weight) throw new Error('not carried');
    expect(
      (gain * (e.range[1] - e.range[0]) * 0.5e-3) / (0.1 * (weight.range[1] - weight.range[0]) * weight.capacitance),
    ).toBeCloseTo(1, 9);
  });

  test('a bounded reader and a product with a trace: the factor is the tail of the transconductor', () => {
    const bounded = built({ ...threeFactor, on: { ...threeFactor.on, reward: { w: '0.1 * e * (1 - w)' } } });
    expect(nets(bounded.composition, 'w_reward', ['plus', 'gb', 'on'])).toBe(
      'modulator-gate plus=e gb=w_reward_tail_out on=reward',
    );
    expect(nets(bounded.composition, 'w_reward_tail', ['in'])).toBe('tail-copy in=w_reward_by_out');
    expect(nets(bounded.composition, 'w_reward_by', ['minus'])).toBe('weight-factor minus=w');
    const product = built({ ...threeFactor, on: { ...threeFactor.on, reward: { w: '0.1 * e * x' } } });
    // x is another term's unit.
    expect(nets(product.composition, 'w_reward_times', ['a'])).toBe('multiplier a=x_syn');
    expect(nets(product.composition, 'w_reward_tail', ['in'])).toBe('tail-copy in=w_reward_times_out');
    // I_tail = g 3 U_T / kappa, and g S_e t_p = c S_w C_w.
    const { encoding } = product;
    const [e, weight] = [encoding.voltages.get('e'), encoding.voltages.get('w')];
    if (!e || !weight) throw new Error('not carried');
    const gain =
      ((0.1 * weight.capacitance) / 0.5e-3) * ((weight.range[1] - weight.range[0]) / (e.range[1] - e.range[0]));
    const tail = product.composition.instances.find(({ id }) => id === 'w_reward_tail')?.targets.current ?? NaN;
    expect((tail * 0.735) / (3 * gain)).toBeCloseTo(0.025865, 5);
  });
});

describe('exponents of the weight (kind: stdp, dependence: power)', () => {
  const power = (plus: number, minus: number): RuleSource =>
    sourceOf({
      kind: 'stdp',
      dependence: 'power',
      mu_plus: plus,
      mu_minus: minus,
      pairing: 'all-to-all',
      potentiation: { amplitude: 0.02, tau: 17e-3 },
      depression: { amplitude: 0.01, tau: 34e-3 },
      weight: { initial: 0.5 },
    });

  test.each([
    [0, 0, 'gated-source', 'gated-sink'],
    [1, 0, 'soft-source', 'gated-sink'],
    [0, 1, 'gated-source', 'soft-sink'],
    [1, 1, 'soft-source', 'soft-sink'],
  ])('mu+ = %d and mu- = %d have a circuit', (plus, minus, up, down) => {
    const { composition } = built(power(plus, minus));
    expect([nets(composition, 'w_post', []), nets(composition, 'w_pre', [])]).toEqual([up, down]);
  });

  test.each([
    [0.4, 1, 'soft-source', 'soft-sink'],
    [2, 0.5, 'soft-source', 'soft-sink'],
    [3, 0, 'gated-source', 'gated-sink'],
  ])('mu+ = %d and mu- = %d have a circuit', (plus, minus, up, down) => {
    const { composition } = built(power(plus, minus));
    expect([nets(composition, 'w_post', []), nets(composition, 'w_pre', [])]).toEqual([up, down]);
  });

  test('a power moves the middle of the pair and its current, as the nearest curve has them', () => {
    const { composition, encoding } = built(power(0, 2));
    const sink = composition.instances.find(({ id }) => id === 'w_pre');
    const [low = NaN, high = NaN] = encoding.voltages.get('w')?.range ?? [];
    const { gain, middle } = nearestCurve({ state: 'w', complement: false, power: 2 }, 4).curves[0] ?? {};
    expect(((sink?.targets.bound ?? NaN) - low) / (high - low)).toBeCloseTo(middle ?? NaN, 6);
    const plain = (0.01 * (high - low) * (encoding.voltages.get('w')?.capacitance ?? NaN)) / 0.5e-3;
    expect((sink?.targets.current ?? NaN) / plain).toBeCloseTo(gain ?? NaN, 6);
  });

  test('a power that no pair comes near is refused with how far off the nearest is', () => {
    const found = problemsOf(() => built(power(0, 0.02)));
    expect(found).toEqual([
      '"on pre: w += -0.01 * y * w^0.02" has no circuit: w^0.02 by the nearest curve of a pair, 12.3 % of its ' +
        'largest value off (rms over the range; 65.8 % at most), and 5 % is the most that is taken for one; the ' +
        'nearest that has is no factor (additive, a power of 0)',
    ]);
  });
});

describe('traces', () => {
  test('an event that sets takes a cell that sets, one that adds a cell that adds', () => {
    expect(nets(built({ states: { x }, on: { pre: { x: '= 1' } } }).composition, 'x', ['event'])).toBe(
      'ramp event=pre',
    );
    expect(nets(built({ states: { x }, on: { pre: { x: '+1' } } }).composition, 'x', ['event'])).toBe(
      'dpi-kept event=pre',
    );
    expect(() => built({ states: { x }, on: { pre: { x: '= 1' } } }, { trace: { cell: 'dpi' } })).toThrow(
      '"on pre: x = 1" sets the trace, and the cell adds: circuit.trace.cell is dpi; choose ramp',
    );
    expect(() => built({ states: { x }, on: { pre: { x: '+1' } } }, { trace: { cell: 'ramp' } })).toThrow(
      '"on pre: x += 1" adds to the trace, and the cell sets it',
    );
  });

  test('a trace read at its own event gets the event after the reading', () => {
    const { composition } = built({ states: { x, w }, on: { pre: { x: '+1', w: '+0.01 * x' } } });
    expect(composition.events).toEqual([
      { net: 'pre', event: 'pre', late: false },
      { net: 'pre_late', event: 'pre', late: true },
    ]);
    expect(nets(composition, 'x', ['event'])).toBe('dpi-kept event=pre_late');
    expect(nets(composition, 'w_pre', ['on'])).toBe('gated-source on=pre');
  });

  test(
    'events whose late pulse would reach into the next reading are refused; events without a late pulse may ' +
      'be as close',
    () => {
      const late = built({ states: { x, w }, on: { pre: { x: '+1', w: '+0.01 * x' } } }).composition.events;
      const plain = built({ states: { x }, on: { pre: { x: '+1' } } }).composition.events;
      const spikes = (second: number): Experiment => ({
        name: 'spikes',
        label: 'spikes',
        events: { pre: [10e-3, second], post: [] },
        duration: 0.1,
      });
      expect(() => requireLateApart(late, [spikes(10.6e-3)], circuit.pulse)).toThrow(
        patternOf(
          /stimulus\.spikes: pre events at 10 ms and 10\.6 ms are 600 us apart.* at least 995 us apart; /,
          /move them or shorten circuit\.pulse/,
        ),
      );
      expect(() => requireLateApart(late, [spikes(10.99e-3)], circuit.pulse)).toThrow(UserError);
      // Poisson trains keep two pulses apart, and that is enough.
      expect(() => requireLateApart(late, [spikes(11e-3)], circuit.pulse)).not.toThrow();
      expect(() => requireLateApart(plain, [spikes(10.6e-3)], circuit.pulse)).not.toThrow();
    },
  );
});

describe('what has no circuit is refused with the term and the nearest that has', () => {
  test.each<[string, RuleSource, string]>([
    [
      'a drift of a trace',
      { states: { x, y: x, w }, on: { pre: { x: '+1' }, post: { w: '0.01 * y' } }, drift: { y: '0.1 Hz * x' } },
      'the drift "dy/dt = ... + 0.1 Hz * x" has no circuit; the nearest that has is the same product at ' +
        'the periodic event "tick"',
    ],
    [
      'a bistable weight',
      {
        states: { x, w },
        on: { pre: { x: '+1' }, post: { w: '0.01 * x' } },
        drift: { w: '2 Hz * w * (1 - w) * (w - 0.5)' },
      },
      'an amplifier drives a bistable weight by I tanh(kappa (V_w - V_th) / (2 U_T)), to the rails, which ' +
        'no polynomial of w is: at both ends, where the drift of the rule is 0, it gives all of I; the nearest that ' +
        'has is the cell "bistable" in a composition of your own',
    ],
    [
      'a trace of two events',
      { states: { x, w }, on: { pre: { x: '+1', w: '0.01 * x' }, post: { x: '+1' } } },
      '"on post: x += 1" has no circuit: a trace cell takes one event, and x has "on pre: x += 1" too; ' +
        'the nearest that has is a state for each of them',
    ],
    [
      'a power of a trace',
      pair('-0.01 * y', '+0.02 * x^3'),
      '"on post: w += 0.02 * x^3" has no circuit: a product of 3 traces; the nearest that has is a product of two',
    ],
    [
      'a product of four weights',
      pair('-0.01 * y', '+0.02 * x * w^4 * (1 - w)^2.5'),
      'pairs one after the other, each late by a diode of 30 fF and 1 % off in gain; the nearest that has is a ' +
        'product of at most 3 weights',
    ],
    [
      'two signed states',
      {
        states: { x, e: y, f: y, w },
        on: {
          pre: { x: '+1', e: '-0.1 * x' },
          post: { e: '+0.1 * x', f: '0.1 * x - 0.1' },
          reward: { w: '0.1 * e * f' },
        },
      },
      'the product of e and f, which may both be negative, is the difference of two transconductors, whose offsets ' +
        'of 3 mV each are 12 % of the 50 mV in which they are linear',
    ],
    [
      'a weight that is set',
      { states: { x, w }, on: { pre: { x: '+1', w: '0.01 * x' }, post: { w: '= 0.5' } } },
      '"on post: w = 0.5" has no circuit: a capacitor that is set to a value needs a supply of that value',
    ],
    [
      'three traces',
      {
        states: { x, y, z: y, w },
        on: { pre: { x: '+1' }, post: { y: '+1', w: '0.02 * x * y * z' }, reward: { z: '+1' } },
      },
      'a product of 3 traces; the nearest that has is a product of two',
    ],
  ])('%s', (_, source, message) => {
    expect(() => built(source)).toThrow(message);
  });

  test('a trace cell that no mirror can read', () => {
    expect(() => built(pair('-0.01 * y', '+0.02 * x'), { trace: { cell: 'tau-cell' } })).toThrow(
      '"on pre: w += -0.01 * y" reads the trace y, but the cell tau-cell has no pFET gate output for a ' +
        'mirror; choose the trace cell dpi or ramp or dpi-kept or eligibility',
    );
  });
});
