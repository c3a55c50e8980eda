import type { CompiledSpec } from '../../src/compile.js';
import type { Check } from '../../src/spec/types.js';
import { measure, statusOf } from '../../src/verify/measure.js';
import { answer, specOf, TRACE } from '../support/recordings.js';

describe('a status', () => {
  test.each<[string, number | undefined, string | undefined, string]>([
    ['within the limit', 0.04, undefined, 'pass'],
    ['at the limit', 0.05, undefined, 'pass'],
    ['at nothing', 0, undefined, 'pass'],
    ['beyond the limit', 0.0500001, undefined, 'fail'],
    ['far beyond', 1e9, undefined, 'fail'],
    ['within the limit, with a reason against it', 0.04, 'the wrong way', 'fail'],
    ['not a number', NaN, undefined, 'not-checked'],
    ['infinite', Infinity, undefined, 'not-checked'],
    ['minus infinite', -Infinity, undefined, 'not-checked'],
    ['absent', undefined, undefined, 'not-checked'],
    ['absent, with a reason', undefined, 'flat', 'not-checked'],
  ])('of what is %s', (_, measured, reason, status) => {
    const measurement = {
      ...(measured === undefined ? {} : { measured }),
      ...(reason === undefined ? {} : { reason }),
    };
    expect(statusOf({ max: 0.05 }, measurement)).toBe(status);
  });
});

describe('a measurement', () => {
  const compiled = specOf(TRACE, '{ quantity: tau, against: rule, max: 5 % }') as unknown as CompiledSpec;
  const check = (against: Check['against']): Check => ({
    quantity: 'tau',
    against,
    metric: 'relative-error',
    max: 0.05,
    stimulus: 'impulse',
  });
  const elsewhere = { ...answer(1e-3, 1).experiment, name: 'spikes' } as const;
  const roads = {
    circuit: [answer(1e-3, 1, 0, { experiment: elsewhere }), answer(20e-3, 1)],
    rule: [answer(20e-3, 1)],
    model: [answer(25e-3, 1)],
  };

  test('is taken on the experiment of its check, against the road it names', () => {
    expect(measure(check('rule'), roads, compiled).measured).toBeCloseTo(0, 4);
    expect(measure(check('model'), roads, compiled).measured).toBeCloseTo(0.2, 4);
  });

  test('against a model that is not there gives none', () => {
    expect(measure(check('model'), { circuit: roads.circuit, rule: roads.rule }, compiled).measured).toBeUndefined();
  });

  test('rests on kept simulations only when all of them were kept', () => {
    const kept = { cached: true as const };
    const cached = (...circuit: ReturnType<typeof answer>[]): true | undefined =>
      measure(check('rule'), { ...roads, circuit }, compiled).cached;
    expect(cached(answer(20e-3, 1, 0, kept))).toBe(true);
    expect(cached(answer(20e-3, 1, 0, kept), answer(20e-3, 1))).toBeUndefined();
    expect(cached(answer(20e-3, 1))).toBeUndefined();
    expect(cached()).toBeUndefined();
    // Those of another experiment do not matter.
    expect(cached(answer(20e-3, 1, 0, kept), answer(1e-3, 1, 0, { experiment: elsewhere }))).toBe(true);
  });

  test('tells by which other numerics it converged', () => {
    const circuit = [answer(20e-3, 1, 0, { recovered: 'method=gear' })];
    expect(measure(check('rule'), { ...roads, circuit }, compiled).recovered).toBe('method=gear');
    expect(measure(check('rule'), roads, compiled)).not.toHaveProperty('recovered');
  });
});
