import type { Check } from '../../src/spec/types.js';
import { parseSpec } from '../../src/spec/load.js';
import { UserError } from '../../src/units/user-error.js';
import type { Sample } from '../../src/verify/samples.js';
import { sensitivityOf } from '../../src/verify/sensitivity.js';
import { countYield, looksOf } from '../../src/verify/yield.js';
import { drawMismatch, type PlacedTransistor } from '../../src/nonideality/mismatch.js';
import { generator } from '../../src/random/generator.js';

const CHECK: Check = { quantity: 'tau', against: 'rule', metric: 'relative-error', max: 0.1 };
const GOAL = { min: 0.9, confidence: 0.95 };

/** `p` passes, `f` is out of limits, `-` could not be measured, `!` could not be simulated. */
function samples(text: string): Sample[] {
  return [...text].map((mark, index): Sample => {
    const base = { index: index + 1, deviations: [] };
    if (mark === '!') return { ...base, failure: 'did not converge' };
    return { ...base, measurements: [mark === '-' ? { reason: 'no shape' } : { measured: mark === 'p' ? 0.05 : 0.2 }] };
  });
}

test.each([
  ['p'.repeat(100), 'met'],
  ['p'.repeat(99) + 'f', 'met'],
  ['p'.repeat(90) + 'f'.repeat(10), undefined],
  ['p'.repeat(30), undefined],
  ['f'.repeat(10) + 'p'.repeat(15), 'missed'],
  // What is not known is never a pass, and never a failure either.
  ['p'.repeat(90) + '!'.repeat(10), undefined],
  ['!'.repeat(100), undefined],
  ['p'.repeat(50) + '-'.repeat(25) + 'f'.repeat(25), 'missed'],
] as const)('%s', (text, decided) => {
  expect(countYield(CHECK, 0, samples(text), GOAL, 100).decided).toBe(decided);
});

test('three looks share the error of the goal', () => {
  expect(looksOf(100)).toEqual([25, 50, 100]);
  expect(looksOf(1)).toEqual([1]);
  expect(countYield(CHECK, 0, samples('ppp'), GOAL, 100).confidence).toBeCloseTo(1 - 0.05 / 3, 12);
});

test('looking three times does not decide wrongly more often than the goal says', () => {
  const random = generator(5);
  // A true yield just below the goal: every "met" is wrong.
  const wrong = Array.from({ length: 400 }, () => {
    const chips = samples(Array.from({ length: 200 }, () => (random.uniform() < 0.8999 ? 'p' : 'f')).join(''));
    return looksOf(200).map((look) => countYield(CHECK, 0, chips.slice(0, look), GOAL, 200).decided).find((decided) => decided !== undefined) === 'met';
  }).filter(Boolean).length;
  expect(wrong / 400).toBeLessThan(0.05);
});

test('sensitivity finds the transistors that move a quantity, and the spread they predict', () => {
  const placed = ['m1', 'm2', 'm3'].map((device): PlacedTransistor => ({ instance: 'x', device, path: device, polarity: 'nfet', area: 1e-11 }));
  const observed = Array.from({ length: 100 }, (_, index) => {
    const deviations = drawMismatch(placed, { avt: 5e-9 }, 3, index + 1);
    return { deviations, value: 2 + 30 * deviations[0]!.threshold - 10 * deviations[2]!.threshold };
  });
  const found = sensitivityOf('ln tau', observed, { avt: 5e-9 })!;
  expect(found.devices.map(({ device, slope }) => [device, Number(slope.toFixed(6))])).toEqual([['m1', 30], ['m3', -10], ['m2', 0]]);
  expect(found.devices[0]!.share).toBeCloseTo(0.9, 9);
  expect(found.explained).toBeCloseTo(1, 9);
  expect(found.predicted).toBeCloseTo((Math.hypot(30, 10) * 5e-9) / Math.sqrt(1e-11), 9);
  expect(sensitivityOf('ln tau', observed.slice(0, 7), { avt: 5e-9 })).toBeUndefined();
});

const spec = (check: string, variations: string) => parseSpec(`rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [${check}]\nvariations: ${variations}\n`, 's.yaml');

test('mismatch in a spec', () => {
  const { variations } = spec('{ quantity: tau, against: rule, max: 5 % }', '{ mismatch: { avt: 5 mV*um, abeta: 1 %*um, samples: 50 }, yield: { min: 90 % } }');
  expect(variations.mismatch).toEqual({ samples: 50, seed: 1, avt: 5e-9, abeta: 1e-8, goal: { min: 0.9, confidence: 0.95 } });
});

test.each([
  ['{ quantity: x, against: model, max: 5 % }', '{ mismatch: { avt: 5 mV*um } }', /no check here can be sampled/],
  ['{ quantity: tau, against: rule, max: 5 % }', '{ yield: { min: 90 % } }', /counted over samples/],
  ['{ quantity: tau, against: rule, max: 5 % }', '{ mismatch: { avt: 5 mV } }', /mV/],
  ['{ quantity: tau, against: rule, max: 5 % }', '{ mismatch: { avt: 5 mV*um, abeta: 1 % } }', /relative mismatch/],
])('%s with %s is refused', (check, variations, message) => {
  expect(() => spec(check, variations)).toThrow(UserError);
  expect(() => spec(check, variations)).toThrow(message);
});
