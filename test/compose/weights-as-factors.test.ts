import type { RuleSource } from '../../src/rule/source.js';
import { built, nets, w, x, y } from '../support/elaborated.js';

const pair = (pre: string, post: string): RuleSource => ({
  states: { x, y, w },
  on: { pre: { x: '+1', w: pre }, post: { y: '+1', w: post } },
});

describe('weights as factors', () => {
  test('a change that grows as the weight moves on has its pair before the mirror', () => {
    const { composition } = built(pair('-0.01 * y * (1 - w)', '+0.02 * x * w'));
    expect(nets(composition, 'w_pre_by', ['in', 'minus'])).toBe('weight-factor in=y_syn minus=w');
    expect(nets(composition, 'w_pre', ['in'])).toBe('gated-sink in=w_pre_by_out');
    expect(nets(composition, 'w_post_by', ['in', 'plus'])).toBe('weight-factor in=x_syn plus=w');
    expect(nets(composition, 'w_post', ['in'])).toBe('gated-source in=w_post_by_out');
  });

  test('a weight that reads another, whose range is then as wide as a pair steers', () => {
    const { composition, encoding } = built({
      states: { x, w, s: w },
      on: { pre: { x: '+1' }, post: { w: '0.02 * x', s: '0.01 * w' } },
    });
    expect(nets(composition, 's_post_by', ['plus'])).toBe('weight-factor plus=w');
    const width = (state: string): number => {
      const [low = NaN, high = NaN] = encoding.voltages.get(state)?.range ?? [];
      return high - low;
    };
    expect(width('w')).toBeCloseTo((4 * 0.025865) / 0.76, 3);
    expect(width('s')).toBeGreaterThan(0.5);
  });

  test('a product of weights is one pair after the other, the last one in the mirror', () => {
    const { composition } = built(pair('-0.01 * y * w * (1 - w)', '+0.02 * x'));
    expect(nets(composition, 'w_pre_by', ['in', 'minus'])).toBe('weight-factor in=y_syn minus=w');
    expect(nets(composition, 'w_pre', ['in'])).toBe('soft-sink in=w_pre_by_out');
  });
});

describe('small terms', () => {
  test('a small soft bound steers a larger current, which a multiplier divides', () => {
    const { composition } = built(pair('-0.001 * y * w', '+0.03 * x * (1 - w)'));
    const less = composition.instances.find(({ id }) => id === 'w_pre_less');
    expect(less?.targets.a).toBe(20e-12);
    expect(nets(composition, 'w_pre', ['in'])).toBe('gated-sink in=w_pre_less_out');
  });

  test('a product that is small against its factors is made in two steps', () => {
    const { composition } = built({
      states: { x, y, z: { decay: 100e-3 }, w },
      on: { pre: { x: '+1', z: '+1', w: '-0.007 * y - 0.0003 * y * z' }, post: { y: '+1', w: '0.005 * x' } },
    });
    const of = (id: string): Record<string, number> =>
      composition.instances.find((one) => one.id === id)?.targets ?? {};
    const norm = ({ current = NaN, a = NaN, b = NaN }: Record<string, number>): number => (a * b) / current;
    expect(norm(of('w_pre2_times'))).toBeCloseTo(50e-12, 15);
    expect(norm(of('w_pre2_over'))).toBeLessThan(90e-12);
    expect(of('w_pre2_over').a).toBe(of('w_pre2_times').current);
  });
});
