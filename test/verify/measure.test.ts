import type { CompiledSpec } from '../../src/compile.js';
import type { Design } from '../../src/design/design.js';
import type { Check } from '../../src/spec/types.js';
import { LADDER } from '../../src/roads/ladder.js';
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

  test('tells the coarsest numerics of all that it converged by, and leaves the rest as it was', () => {
    const by = (...rungs: string[]) => rungs.map((recovered) => answer(20e-3, 1, 0, { recovered }));
    const [fine, coarse] = [LADDER[0]!.name, LADDER[2]!.name];
    for (const circuit of [by(fine, coarse, fine), by(coarse, fine), by(fine, fine, coarse)])
      expect(measure(check('rule'), { ...roads, circuit }, compiled).recovered).toBe(coarse);
  });

  test('that came near its limit only by coarser numerics says how near, and is taken back', () => {
    const found = measure(
      check('rule'),
      { ...roads, circuit: [answer(20.8e-3, 1, 0, { recovered: 'method=gear' })] },
      compiled,
    );
    expect(found.measured).toBeUndefined();
    expect(found.reason).toBe(
      '4 % measured, but it converged only with method=gear, which may move it by 1.5 %: too near to the limit of 5 %',
    );
  });

  test('of a curve is against the road it names, too', () => {
    const curve = (against: Check['against']): Check => ({ ...check(against), quantity: 'x', metric: 'nrmse' });
    expect(measure(curve('rule'), roads, compiled).measured).toBeCloseTo(0, 9);
    expect(measure(curve('model'), roads, compiled).measured).toBeGreaterThan(0.03);
  });

  test('of the biases rests on no simulation: neither kept nor recovered', () => {
    const conditions = { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 };
    const design = (value: number): Design =>
      ({ references: [{ net: 'i', value, trims: { quantity: 'peak' } }] }) as unknown as Design;
    const biases = { designed: design(1), trimmed: design(1.1), conditions, designedFor: 27 };
    const circuit = [answer(20e-3, 1, 0, { cached: true, recovered: 'method=gear' })];
    const found = measure({ ...check('rule'), quantity: 'trim' }, { ...roads, circuit }, compiled, biases);
    expect(found).toEqual({ measured: expect.closeTo(0.1, 9) as number, value: 1.1, reference: 1, unit: 'A' });
  });
});
