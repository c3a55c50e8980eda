import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  contrast,
  creditCaptured,
  creditToNoise,
  meanCredit,
  optimumDecay,
  vertex,
  type FeedbackDelay,
} from '../../src/rule/credit.js';
import { ruleOf } from '../../src/rule/language.js';
import { expandRule } from '../../src/rule/presets.js';
import { simulateRule } from '../../src/rule/simulate.js';

test('the simulated rule gives a reward the credit of the closed form', () => {
  const amplitude = 0.4;
  const rule = expandRule({
    kind: 'three-factor',
    dependence: 'additive',
    potentiation: { amplitude, tau: 0.02 },
    depression: { amplitude, tau: 0.02 },
    eligibility: { tau: 0.5 },
    reward: { amplitude: 1 },
    weight: { initial: 0.5 },
  });
  const pair = amplitude * Math.exp(-0.005 / 0.02);
  for (const delay of [0.05, 0.2, 0.5, 1, 2]) {
    const w =
      simulateRule(rule, { pre: [0.1], post: [0.105], reward: [0.105 + delay] }, Float64Array.of(0, 3)).states.get(
        'w',
      )?.[1] ?? NaN;
    expect((w - 0.5) / pair).toBeCloseTo(creditCaptured(delay, 0.5), 12);
  }
});

test.each<FeedbackDelay>([
  { mean: 0.3, shape: 1 },
  { mean: 1, shape: 3 },
  { mean: 0.2, shape: 0.8 },
  { mean: 0.5, shape: Infinity },
])('the optimum decay for %j beats its neighbours', (delay) => {
  const best = optimumDecay(delay);
  const grid = Array.from({ length: 4001 }, (_, index) => best * 10 ** (index / 2000 - 1));
  const found = grid.reduce(
    (top, tau) => (creditToNoise(delay, tau) > creditToNoise(delay, top) ? tau : top),
    grid[0] ?? NaN,
  );
  expect(Math.abs(found / best - 1)).toBeLessThan(2e-3);
});

test('twice a fixed delay; the mean of exponential delays', () => {
  expect(optimumDecay({ mean: 0.7, shape: Infinity })).toBeCloseTo(1.4, 12);
  expect(optimumDecay({ mean: 0.7, shape: 1 })).toBeCloseTo(0.7, 12);
  expect(() => optimumDecay({ mean: 0.7, shape: 0.5 })).toThrow('have no optimum decay');
  expect(() => creditCaptured(0.1, 0)).toThrow('expected a finite time above 0 s');
  expect(() => meanCredit({ mean: NaN, shape: 1 }, 1)).toThrow('expected a finite time');
});

test('mean credit is the mean over drawn delays', () => {
  const random = xoroshiro128plus(5);
  const count = 40_000;
  // Gamma of shape 2: the sum of two exponentials.
  const exponential = (): number => -Math.log(1 - uniformFloat64(random)) * 0.15;
  let sum = 0;
  for (let draw = 0; draw < count; draw++) sum += creditCaptured(exponential() + exponential(), 0.4);
  // The share has a standard deviation below 0.25: four standard errors.
  expect(Math.abs(sum / count - meanCredit({ mean: 0.3, shape: 2 }, 0.4))).toBeLessThan((4 * 0.25) / Math.sqrt(count));
});

test('unrelated pairs leave the variance rate * square * tau / 2', () => {
  const [rate, tau, duration] = [50, 0.2, 2000];
  const random = xoroshiro128plus(9);
  const events: Record<string, number[]> = { pre: [], post: [] };
  for (let at = 0; ;) {
    at += -Math.log(1 - uniformFloat64(random)) / rate;
    if (at > duration) break;
    events[uniformFloat64(random) < 0.5 ? 'pre' : 'post']?.push(at);
  }
  const rule = ruleOf({ states: { e: { decay: tau } }, on: { pre: { e: 1 }, post: { e: -1 } } }, 'explicit');
  const time = Float64Array.from({ length: 20_000 }, (_, index) => 1 + (index * (duration - 1)) / 20_000);
  const e = simulateRule(rule, events, time).states.get('e') ?? new Float64Array();
  const variance = e.reduce((sum, value) => sum + value * value, 0) / e.length;
  // About duration / tau independent values: a variance known to sqrt(2 tau / duration) = 1.4 %; four of them.
  expect(Math.abs(variance / ((rate * tau) / 2) - 1)).toBeLessThan(0.057);
});

test(
  'the contrast of a sampled exponential is that of the closed form, whatever its height; a rest before the ' +
    'pair does not count',
  () => {
    for (const tau of [0.1, 0.4, 1.6]) {
      const x = Float64Array.from({ length: 8001 }, (_, index) => (index * tau) / 400);
      const pair = x[400] ?? NaN;
      const y = x.map((time) => (time < pair ? 0 : 0.2 * Math.exp(-(time - pair) / tau)));
      expect(contrast({ x, y }, pair, 0.2) / creditToNoise({ mean: 0.2, shape: Infinity }, tau)).toBeCloseTo(1, 3);
    }
    expect(contrast({ x: [0, 1], y: [1, 1] }, 0, 2)).toBeNaN();
  },
);

test('the vertex of sampled contrasts is the optimum decay, twice a fixed delay; there is none at an end', () => {
  const curve = (taus: readonly number[]) =>
    taus.map((tau) => ({ tau, value: creditToNoise({ mean: 0.2, shape: Infinity }, tau) }));
  expect(Math.abs(vertex(curve([0.1, 0.2, 0.3, 0.4, 0.55, 0.8])) / 0.4 - 1)).toBeLessThan(0.03);
  expect(vertex(curve([0.5, 0.8, 1.6]))).toBeNaN();
});
