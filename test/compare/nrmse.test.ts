import { deviation, nrmse } from '../../src/compare/nrmse.js';
import type { Sampled } from '../../src/compare/sampled.js';

function curve(value: (t: number) => number, points = 1001, end = 1): Sampled {
  const x = Float64Array.from({ length: points }, (_, index) => (end * index) / (points - 1));
  return { x, y: x.map(value) };
}

const sine = (t: number): number => Math.sin(2 * Math.PI * t);

test('an offset of 1 % of the range gives 1 %', () => {
  expect(
    nrmse(
      curve(sine),
      curve((t) => sine(t) + 0.02),
    ),
  ).toBeCloseTo(0.01, 6);
});

test('different sampling of the same curve gives next to nothing', () => {
  expect(nrmse(curve(sine, 1001), curve(sine, 4777))).toBeLessThan(1e-5);
});

test('only the common time span counts', () => {
  expect(nrmse(curve(sine, 1001, 1), curve(sine, 2001, 2))).toBeLessThan(1e-6);
});

test.each([
  ['a flat reference', curve(() => 1), curve(sine)],
  ['a value that is not finite', curve(sine), curve((t) => (t === 0.5 ? NaN : sine(t)))],
  ['no common span', curve(sine), { x: Float64Array.of(2, 3), y: Float64Array.of(0, 0) }],
  ['an empty curve', { x: new Float64Array(), y: new Float64Array() }, curve(sine)],
  ['a reference that is not finite', curve((t) => (t === 0.5 ? Infinity : sine(t))), curve(sine)],
  ['a common point only', curve(sine), { x: Float64Array.of(1, 2), y: Float64Array.of(0, 0) }],
])('%s is NaN, never a number, and taken over nothing', (_, reference, test) => {
  expect(deviation(reference, test)).toEqual({ measured: NaN, counted: 0, of: 0 });
});

/** An event at 10 ms that decays with `tau`, in s. */
const event =
  (tau: number, at = 0.01, size = 1) =>
  (t: number): number =>
    t < at ? 0 : size * Math.exp(-(t - at) / tau);
const sampled = (value: (t: number) => number, end: number): Sampled =>
  curve(value, 5 * Math.round(end * 1000) + 1, end);
const TRACE = { decays: true };

describe('idle time', () => {
  const wrong = (end: number) => deviation(sampled(event(0.02), end), sampled(event(0.03), end), TRACE);

  test('dilutes nothing: a wrong time constant is as wrong in ten seconds as in a tenth of one', () => {
    expect(wrong(10).measured).toBeGreaterThan(0.1);
    expect(wrong(10).measured).toBeCloseTo(wrong(1).measured, 3);
  });

  test('is not what the error was taken over, and that is said: 4.6 time constants', () => {
    const { counted, of } = wrong(10);
    expect(of).toBeCloseTo(10, 9);
    expect(counted).toBeCloseTo(0.02 * Math.log(100), 3);
  });

  test('between events, or before them, dilutes nothing either', () => {
    const twice = (tau: number) => (t: number) => event(tau, 5)(t) + event(tau, 9.8)(t);
    const { measured, counted } = deviation(sampled(twice(0.02), 10), sampled(twice(0.03), 10), TRACE);
    expect(measured).toBeCloseTo(wrong(1).measured, 3);
    expect(counted).toBeCloseTo(2 * 0.02 * Math.log(100), 2);
  });

  test('after a history is idle too: a trace rests where it is nearest to zero, not where it starts', () => {
    const decay = (tau: number) => (t: number) => event(tau, -0.01)(t) + event(tau, 0.5)(t);
    expect(deviation(sampled(decay(0.02), 10), sampled(decay(0.03), 10), TRACE).counted).toBeLessThan(0.2);
  });

  test('hides no event of the circuit where the rule has none', () => {
    const spurious = (t: number): number => event(0.02)(t) + event(0.02, 5)(t);
    expect(nrmse(sampled(event(0.02), 10), sampled(spurious, 10), TRACE)).toBeGreaterThan(0.2);
  });

  test('with an offset counts for what it is, and the offset does not dilute the rest', () => {
    const offset = (t: number): number => event(0.03)(t) + 0.015;
    expect(
      nrmse(
        sampled(event(0.02), 10),
        sampled((t) => event(0.02)(t) + 0.005, 10),
        TRACE,
      ),
    ).toBeCloseTo(0.005, 4);
    expect(nrmse(sampled(event(0.02), 10), sampled(offset, 10), TRACE)).toBeGreaterThan(0.1);
  });
});

describe('the span', () => {
  /** An event every tenth of a second, and one spike. Those more than a second ago are forgotten. */
  const busy = (tau: number, spike: number) => {
    const events = Array.from({ length: 100 }, (_, index) => event(tau, 0.05 + index * 0.1));
    const one = event(1e-3, 5.05, spike);
    return (t: number): number => {
      const newest = Math.floor((t - 0.05) / 0.1);
      return events.slice(Math.max(0, newest - 9), newest + 2).reduce((sum, value) => sum + value(t), one(t));
    };
  };

  test('of a train is not stretched by one spike: at most half as much again', () => {
    const error = (spike: number): number =>
      nrmse(
        sampled(busy(0.02, spike), 10),
        sampled((t) => busy(0.026, spike)(t), 10),
        TRACE,
      );
    expect(error(30)).toBeGreaterThan(error(0) / 1.6);
  });

  test('is that of what changes: an offset of both makes no error smaller', () => {
    const lifted = (by: number) =>
      nrmse(
        sampled((t) => sine(t) + by, 1),
        sampled((t) => 1.1 * sine(t) + by, 1),
      );
    expect(lifted(100)).toBeCloseTo(lifted(0), 9);
  });
});

describe('a weight that holds its value', () => {
  /** Steps of a twentieth up to 1, one each 5 ms, then nothing for the rest of the run. */
  const saturating =
    (rate: number) =>
    (t: number): number =>
      Math.min(1, 0.05 * rate * Math.floor(t / 5e-3));
  const WEIGHT = { holds: 1e-3 };

  test('is not compared for ten seconds at its bound: saturation is one reading', () => {
    const { measured, counted } = deviation(sampled(saturating(1), 10), sampled(saturating(1.5), 10), WEIGHT);
    expect(counted).toBeLessThan(0.2);
    expect(measured).toBeGreaterThan(0.1);
  });

  test('that changes once is compared for as long as it is held: there is nothing else', () => {
    const once = (to: number) => (t: number) => (t < 0.1 ? 0.5 : to);
    const { measured, counted } = deviation(sampled(once(0.6), 1), sampled(once(0.65), 1), WEIGHT);
    expect(counted).toBeCloseTo(0.9, 2);
    expect(measured).toBeCloseTo(0.5, 2);
  });
});

test('blind stretches are not compared, and their ends need no sample', () => {
  const spiky = (t: number): number => sine(t) + (t > 0.2504 && t < 0.2516 ? -80 : 0);
  const blind = [[0.2503, 0.2517]] as const;
  expect(nrmse(curve(sine, 10001), curve(spiky, 10001))).toBeGreaterThan(1);
  expect(nrmse(curve(sine, 10001), curve(spiky, 10001), { blind })).toBeLessThan(1e-6);
});

test('two blind stretches are left out, and no more than them', () => {
  const spiky = (t: number): number => sine(t) + ((t > 0.2504 && t < 0.2516) || (t > 0.7504 && t < 0.7516) ? -80 : 0);
  const blind = [
    [0.2503, 0.2517],
    [0.7503, 0.7517],
  ] as const;
  const found = deviation(curve(sine, 10001), curve(spiky, 10001), { blind });
  expect(found.measured).toBeLessThan(1e-6);
  expect(found.of).toBeCloseTo(1 - 2 * 0.0014, 12);
});

/** One second between values. */
const seconds = (...values: readonly number[]): Sampled => ({
  x: Float64Array.from(values.keys()),
  y: Float64Array.from(values),
});

test.each([1, 1e-9, 1e6])('a stray value counts with the two stretches it is the end of (in units of %d)', (unit) => {
  const scaled = (...values: readonly number[]): Sampled => seconds(...values.map((value) => unit * value));
  const reference = scaled(0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
  const stray = scaled(0, 1, 1, 1, 0, 0, 0, 0.5, 0, 0, 0);
  // Twice the integral of (0.5 t)^2 from 0 to 1, over the four seconds of life and these two.
  expect(deviation(reference, stray, { decays: true }).measured).toBeCloseTo(Math.sqrt((2 * 0.25) / 3 / 6), 12);
});

test('what a curve does between the samples of the other counts', () => {
  const spike = { x: Float64Array.of(0, 1, 1.5, 2, 3, 4), y: Float64Array.of(0, 1, 2, 1, 1, 0) };
  const expected = Math.sqrt((2 * 0.5) / 3 / 4);
  expect(nrmse(seconds(0, 1, 1, 1, 0), spike)).toBeCloseTo(expected, 12);
  // Where both have a time, it is one time.
  expect(deviation(seconds(0, 1, 1, 1, 0), spike).of).toBe(4);
});
