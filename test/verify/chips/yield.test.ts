import type { Check } from '../../../src/spec/types.js';
import { parseSpec } from '../../../src/load-spec.js';
import { UserError } from '../../../src/units/user-error.js';
import type { Sample } from '../../../src/verify/chips/samples.js';
import { sensitivityOf } from '../../../src/verify/chips/sensitivity.js';
import { countYield, looksOf } from '../../../src/verify/chips/yield.js';
import type { PlacedTransistor } from '../../../src/nonideality/placed-transistor.js';
import { sampleDraws } from '../../../src/nonideality/sample-draws.js';
import { variationOf } from '../../../src/nonideality/variation.js';
import { shareInterval } from '../../../src/random/binomial-interval.js';
import { generator } from '../../../src/random/generator.js';

const CHECK: Check = { quantity: 'tau', against: 'rule', metric: 'relative-error', max: 0.1 };
const RANDOM = (samples: number) => ({
  method: 'random' as const,
  samples,
  replicates: 1,
  goal: { min: 0.9, confidence: 0.95 },
});

/** `p` passes, `f` is out of limits, `-` could not be measured, `!` could not be simulated. */
function samples(text: string): Sample[] {
  return [...text].map((mark, index): Sample => {
    const base = { index: index + 1, chip: new Float64Array() };
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
  expect(countYield(CHECK, 0, samples(text), RANDOM(100)).decided).toBe(decided);
});

test('three looks share the error of the goal', () => {
  expect(looksOf(RANDOM(100))).toEqual([25, 50, 100]);
  expect(looksOf(RANDOM(1))).toEqual([1]);
  expect(countYield(CHECK, 0, samples('ppp'), RANDOM(100)).confidence).toBeCloseTo(1 - 0.05 / 3, 12);
});

test('looking three times does not decide wrongly more often than the goal says', () => {
  const random = generator(5);
  // A true yield just below the goal: every "met" is wrong.
  const wrong = Array.from({ length: 400 }, () => {
    const chips = samples(Array.from({ length: 200 }, () => (random.uniform() < 0.8999 ? 'p' : 'f')).join(''));
    return (
      looksOf(RANDOM(200))
        .map((look) => countYield(CHECK, 0, chips.slice(0, look), RANDOM(200)).decided)
        .find((decided) => decided !== undefined) === 'met'
    );
  }).filter(Boolean).length;
  expect(wrong / 400).toBeLessThan(0.05);
});

const STRATIFIED = { method: 'sobol' as const, samples: 80, replicates: 8, goal: { min: 0.9, confidence: 0.95 } };

test('a stratified design is judged once, when it is whole, and never claims more than random samples do', () => {
  expect(looksOf(STRATIFIED)).toEqual([80]);
  const all = countYield(CHECK, 0, samples('p'.repeat(80)), STRATIFIED);
  // Student's interval over replicates that agree is a point; the exact one is not.
  expect(all.interval[0]).toBeCloseTo(0.025 ** (1 / 80), 9);
  expect([all.confidence, all.decided]).toEqual([0.95, 'met']);
  // The same count, spread evenly over the replicates and all in one of them (every eighth sample).
  const even = countYield(CHECK, 0, samples('f'.repeat(8) + 'p'.repeat(72)), STRATIFIED);
  const lumped = countYield(
    CHECK,
    0,
    samples(Array.from({ length: 80 }, (_, index) => (index % 8 === 0 && index < 64 ? 'f' : 'p')).join('')),
    STRATIFIED,
  );
  expect(even.interval).toEqual(shareInterval(72, 80, 0.95));
  expect(even.passed).toBe(lumped.passed);
  expect(lumped.interval[0]).toBeLessThan(even.interval[0] - 0.05);
  expect(lumped.interval[1]).toBeGreaterThanOrEqual(even.interval[1]);
  // Where the replicates disagree more than random samples do, Student's interval is the wider one, at both ends: all
  // that fail are in two of eight replicates, whose means are then 0 and those of the others 1.
  const two = countYield(
    CHECK,
    0,
    samples(Array.from({ length: 80 }, (_, index) => (index % 8 < 2 ? 'f' : 'p')).join('')),
    STRATIFIED,
  );
  // Mean 0.75, standard deviation sqrt(8 (0.25^2 6 + 0.75^2 2) / (8 7)) = 0.4629, t(0.975, 7) = 2.3646.
  expect(two.interval[0]).toBeCloseTo(0.75 - (2.3646 * 0.4629) / Math.sqrt(8), 3);
  expect(two.interval[1]).toBe(1);
  // What is not known widens both ends.
  const unknown = countYield(CHECK, 0, samples('!'.repeat(8) + 'p'.repeat(72)), STRATIFIED);
  expect(unknown.interval).toEqual([shareInterval(72, 80, 0.95)[0], 1]);
});

test('sensitivity finds the transistors that move a quantity, and the spread they predict', () => {
  const placed = ['m1', 'm2', 'm3'].map((device): PlacedTransistor => ({
    instance: 'x',
    device,
    path: device,
    polarity: 'nfet',
    area: 1e-11,
  }));
  const { factors, draw } = variationOf(
    { transistors: placed, capacitors: [], references: [] },
    { mismatch: { avt: 5e-9 } },
  );
  const draws = sampleDraws({ method: 'random', samples: 100, seed: 3, replicates: 1 });
  const observed = Array.from({ length: 100 }, (_, index) => {
    const chip = draw(draws(index + 1));
    return { chip, value: 2 + 30 * chip[0]! - 10 * chip[2]! };
  });
  const found = sensitivityOf('ln tau', observed, factors)!;
  expect(found.devices.map(({ device, slope }) => [device, Number(slope.toFixed(6))])).toEqual([
    ['m1', 30],
    ['m3', -10],
    ['m2', 0],
  ]);
  expect(found.devices[0]!.share).toBeCloseTo(0.9, 9);
  expect(found.explained).toBeCloseTo(1, 9);
  expect(found.predicted).toBeCloseTo((Math.hypot(30, 10) * 5e-9) / Math.sqrt(1e-11), 9);
  expect(sensitivityOf('ln tau', observed.slice(0, 7), factors)).toBeUndefined();
});

const spec = (check: string, variations: string) =>
  parseSpec(
    `rulespice: 1\nname: s\nrule: { kind: trace, tau: 20 ms }\nverify: [${check}]\nvariations: ${variations}\n`,
    's.yaml',
  );

test('mismatch in a spec', () => {
  const { variations } = spec(
    '{ quantity: tau, against: rule, max: 5 % }',
    '{ mismatch: { avt: 5 mV*um, abeta: 1 %*um, samples: 50 }, yield: { min: 90 % } }',
  );
  expect(variations.sampling).toEqual({
    method: 'random',
    samples: 50,
    seed: 1,
    replicates: 1,
    spread: { mismatch: { avt: 5e-9, abeta: 1e-8 } },
    goal: { min: 0.9, confidence: 0.95 },
  });
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
