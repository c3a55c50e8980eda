import type { Conditions } from '../../src/process/conditions.js';
import type { Design } from '../../src/design/design.js';
import { trimDistance } from '../../src/quantities/trim.js';
import { trimTolerance } from '../../src/trim/trim-design.js';
import type { Check } from '../../src/spec/types.js';

const CONDITIONS = { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 };
const design = (tau: number, amplitude = 1e-9): Design =>
  ({
    references: [
      { net: 'i_tau', value: tau, trims: { quantity: 'tau', slope: -1 } },
      { net: 'i_w', value: amplitude, trims: { quantity: 'amplitude', slope: 3 } },
      { net: 'i_gate', value: 5 * tau },
    ],
  }) as unknown as Design;

const distance = (designed: Design, trimmed: Design, conditions: Conditions): ReturnType<typeof trimDistance> =>
  trimDistance({ designed, trimmed, conditions, designedFor: 27 });

test.each<[string, number, number]>([
  ['raised', 1.2e-12, 0.2],
  ['lowered', 0.8e-12, 0.2],
  ['left alone', 1e-12, 0],
])('a bias that was %s is as far away as it moved, whatever the direction', (_, tau, far) => {
  expect(distance(design(1e-12), design(tau), CONDITIONS).measured).toBeCloseTo(far, 12);
});

test('the bias that moved most counts, up or down, and what trims nothing does not', () => {
  expect(distance(design(1e-12), design(1.05e-12, 0.7e-9), CONDITIONS)).toMatchObject({
    measured: expect.closeTo(0.3, 12) as number,
    value: 0.7e-9,
    reference: 1e-9,
  });
});

test('a decay current is compared with its PTAT value', () => {
  const hot = { ...CONDITIONS, temperature: 57 };
  expect(distance(design(1e-12), design((1e-12 * 330.15) / 300.15), hot).measured).toBeCloseTo(0, 9);
  expect(distance(design(1e-12), design(1e-12), hot).measured).toBeCloseTo(1 - 300.15 / 330.15, 9);
});

test('a trim comes as near as a quarter of the finest limit of what it corrects, 0.2 % where that is coarser', () => {
  const check = (max: number, rest: Partial<Check> = {}): Check => ({
    quantity: 'tau',
    against: 'rule',
    metric: 'relative-error',
    max,
    ...rest,
  });
  expect(trimTolerance([check(0.03)])).toBe(2e-3);
  expect(trimTolerance([check(0.03), check(1e-4)])).toBe(2.5e-5);
  expect(trimTolerance([check(1e-4, { against: 'model' }), check(1e-4, { metric: 'nrmse' })])).toBe(2e-3);
  expect(trimTolerance([check(1e-4, { quantity: 'trim' })])).toBe(2e-3);
});
