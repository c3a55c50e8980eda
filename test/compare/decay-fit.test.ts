import { fitDecay } from '../../src/compare/decay-fit.js';
import type { Sampled } from '../../src/compare/sampled.js';

/** A pure decay, cut where it has fallen to this share of its start. */
function decayDownTo(share: number): Sampled {
  const x = Float64Array.from({ length: 2001 }, (_, index) => (-20e-3 * Math.log(share) * index) / 2000);
  return { x, y: x.map((time) => Math.exp(-time / 20e-3)) };
}

test('a decay is followed down to a tenth: just below is enough, just above is not', () => {
  expect(fitDecay(decayDownTo(0.0995), 0)?.tau).toBeCloseTo(20e-3, 6);
  expect(fitDecay(decayDownTo(0.1005), 0)).toEqual({ reason: 'does not fall to a tenth of its start' });
});

test('the residual is the rms deviation of ln y from the line, nothing for an exponential', () => {
  const x = Float64Array.from({ length: 4001 }, (_, index) => index * 5e-5);
  const wavy = { x, y: x.map((time) => Math.exp(-time / 20e-3 + 0.02 * Math.sin((2 * Math.PI * time) / 8e-3))) };
  expect(fitDecay(decayDownTo(0.05), 0)?.residual).toBeLessThan(1e-6);
  const residual = fitDecay(wavy, 0)?.residual;
  expect(residual).toBeGreaterThan(0.005);
  expect(residual).toBeLessThan(0.03);
});

test('the amplitude is the value at the start, wherever that is', () => {
  const found = fitDecay(decayDownTo(0.01), 10e-3);
  expect(found?.amplitude).toBeCloseTo(Math.exp(-0.5), 5);
  expect(found?.tau).toBeCloseTo(20e-3, 6);
});

test.each<[string, number[], number[], number, RegExp]>([
  ['a start at its last sample', [0, 1, 2], [4, 2, 1], 2, /ends with its event/],
  ['a start after it', [0, 1, 2], [4, 2, 1], 3, /not above zero/],
  ['a fall between two samples', [0, 1, 2, 3], [1, 1, 0, 0], 0, /falls within 0 samples/],
  ['nothing in it', [], [], 0, /not above zero/],
])('a curve with %s has no time constant', (_, x, y, start, reason) => {
  const fit = fitDecay({ x: Float64Array.from(x), y: Float64Array.from(y) }, start);
  expect(fit.tau).toBeUndefined();
  expect(fit).toMatchObject({ reason: expect.stringMatching(reason) as string });
});

test('ten samples on its way down are a shape, nine are none', () => {
  // From 0.8 to 0.1 of its start it takes 2.08 time constants.
  const sampled = (points: number): Sampled => {
    const x = Float64Array.from({ length: 60 }, (_, index) => (index * Math.log(8) * 20e-3) / (points + 0.5));
    return { x, y: x.map((time) => Math.exp(-time / 20e-3)) };
  };
  expect(fitDecay(sampled(10), 0).tau).toBeCloseTo(20e-3, 9);
  expect(fitDecay(sampled(9), 0)).toEqual({ reason: 'falls within 9 samples, which show no shape' });
});

test('a curve may rise by a fiftieth of its start, measured from the lowest value before', () => {
  const { x, y } = decayDownTo(0.05);
  const bump = (size: number): Sampled => ({ x, y: y.map((value, index) => (index === 1999 ? value + size : value)) });
  expect(fitDecay(bump(0.018), 0).tau).toBeCloseTo(20e-3, 6);
  expect(fitDecay(bump(0.022), 0)).toEqual({ reason: expect.stringMatching(/^rises again by 2\.2 %/) as string });
});

describe('whatever its unit', () => {
  const x = Float64Array.from({ length: 4001 }, (_, index) => index * 5e-5);
  const scaled = (unit: number, value: (t: number) => number): Sampled => ({ x, y: x.map((t) => unit * value(t)) });

  test.each([1e-9, 1, 1e6])('a decay has its time constant, and a rise is seen (in units of %d)', (unit) => {
    expect(
      fitDecay(
        scaled(unit, (t) => Math.exp(-t / 20e-3)),
        0,
      ).tau,
    ).toBeCloseTo(20e-3, 6);
    const rising = (by: number) =>
      fitDecay(
        scaled(unit, (t) => Math.exp(-t / 20e-3) + (t > 0.15 ? by : 0)),
        0,
      );
    expect(rising(0.018).tau).toBeCloseTo(20e-3, 6);
    expect(rising(0.1).tau).toBeUndefined();
    expect(rising(0.1)).toMatchObject({ reason: expect.stringMatching(/^rises again by 10 % of its start/) as string });
  });

  test('a straight line is 16 % of a time constant away from any exponential', () => {
    // Over ln y from ln 0.1 to ln 0.8, t = 60 ms (1 - y): cov(y, ln y) = 0.1134, var(ln y) = 0.3603, var(y) = 0.0382.
    const slope = 0.1134 / 0.3603;
    const share = Math.sqrt(0.0382 - 0.1134 * slope) / slope;
    expect(share).toBeCloseTo(0.16, 2);
    expect(
      fitDecay(
        scaled(1, (t) => Math.max(1e-3, 1 - t / 60e-3)),
        0,
      ),
    ).toEqual({
      reason: 'is 16 % of a time constant (rms) away from any exponential',
    });
  });
});
