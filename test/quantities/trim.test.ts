import type { Design } from '../../src/design/design.js';
import { ZERO_CELSIUS } from '../../src/units/constants.js';
import { trimDistance } from '../../src/quantities/trim.js';

const CONDITIONS = { process: 'sky130', corner: 'tt', temperature: 27, supply: 1.8 };

/** A design whose references have these values; each is trimmed for the quantity named, if one is. */
function design(...references: (readonly [net: string, value: number, trims?: 'tau' | 'peak'])[]): Design {
  return {
    references: references.map(([net, value, quantity]) => ({
      net,
      value,
      ...(quantity === undefined ? {} : { trims: { quantity } }),
    })),
  } as unknown as Design;
}

const distance = (before: Design, after: Design | undefined, temperature = 27): ReturnType<typeof trimDistance> =>
  trimDistance({ designed: before, trimmed: after, conditions: { ...CONDITIONS, temperature }, designedFor: 27 });

test.each([
  ['up', 1.1e-9],
  ['down', 0.9e-9],
])('a bias moved %s by a tenth is a tenth away', (_, value) => {
  const found = distance(design(['i_tau', 1e-9, 'tau']), design(['i_tau', value, 'tau']));
  expect(found.measured).toBeCloseTo(0.1, 9);
  expect(found).toMatchObject({ value, reference: 1e-9, unit: 'A' });
  expect(found.reason).toBeUndefined();
});

test('the bias that moved furthest counts, whichever way and wherever it stands', () => {
  const before = design(['a', 1, 'peak'], ['b', 2, 'peak'], ['c', 3, 'peak']);
  expect(distance(before, design(['a', 1.05, 'peak'], ['b', 1.6, 'peak'], ['c', 3.1, 'peak']))).toMatchObject({
    value: 1.6,
    reference: 2,
  });
  expect(distance(before, design(['c', 3.9, 'peak'], ['b', 1.9, 'peak'], ['a', 1.2, 'peak'])).reference).toBe(3);
});

test('a decay current is compared with what its temperature asks for, another one with the design', () => {
  const warm = (87 + ZERO_CELSIUS) / (27 + ZERO_CELSIUS);
  expect(distance(design(['i', 1, 'tau']), design(['i', warm, 'tau']), 87).measured).toBeCloseTo(0, 12);
  expect(distance(design(['i', 1, 'tau']), design(['i', 1, 'tau']), 87).measured).toBeCloseTo(1 - 1 / warm, 12);
  expect(distance(design(['i', 1, 'peak']), design(['i', 1, 'peak']), 87).measured).toBe(0);
});

test('without a trim nothing was measured', () => {
  expect(distance(design(['i', 1, 'tau']), undefined)).toEqual({ reason: 'nothing was trimmed; set simulation.trim' });
});

test('references that no trim moves, or that are gone, do not count', () => {
  expect(distance(design(['i', 1]), design(['i', 2]))).toEqual({ reason: 'the circuit has no bias to trim' });
  expect(distance(design(['i', 1, 'tau']), design(['j', 1, 'tau'])).measured).toBeUndefined();
  expect(distance(design(['i', 1], ['j', 1, 'tau']), design(['i', 9], ['j', 1.5, 'tau'])).measured).toBeCloseTo(0.5, 9);
});
