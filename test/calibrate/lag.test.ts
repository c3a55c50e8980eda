import { NO_LAG, shapeOf, type Response } from '../../src/calibrate/lag.js';

const FREQUENCIES = [1e-3, 1e-2, 0.1, 1, 10, 100, 1e3];
/** Gain times (1 - share + share / (1 + j w lag)), and a capacitance that leads. */
function response(gain: number, share: number, lag: number, lead = 0): Response[] {
  return FREQUENCIES.map((frequency) => {
    const w = 2 * Math.PI * frequency;
    const size = (gain * share) / (1 + (w * lag) ** 2);
    return { frequency, real: gain * (1 - share) + size, imaginary: -size * w * lag + w * lead };
  });
}

describe('shapeOf', () => {
  test.each([
    ['a bias diode of 10 pF', 1.5, 1, 0.2],
    ['the opposite sign', -900, 1, 0.21],
    ['a lag shorter than a pulse', 1, 1, 7e-4],
    ['a slow part of a few per cent: not all of it lags', 1.12, 0.04, 0.02],
    ['a slow part that takes away', -0.88, -0.05, 0.02],
  ])('%s', (_, gain, share, lag) => {
    const shape = shapeOf(response(gain, share, lag));
    expect(shape.share / share).toBeCloseTo(1, 2);
    expect(shape.lag / lag).toBeCloseTo(1, 2);
  });

  test('nothing lags: at once', () => {
    expect(shapeOf(response(1, 0, 0))).toEqual(NO_LAG);
    expect(shapeOf([])).toEqual(NO_LAG);
  });

  test('what leads comes over a capacitance and stays at once', () => {
    expect(shapeOf(response(1, 0, 0, 1e-6))).toEqual(NO_LAG);
  });
});
