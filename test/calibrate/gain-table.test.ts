import { GainTable } from '../../src/calibrate/gain-table.js';

const POINTS = 9;
/** What the bump of a modulator gate passes of its tail: odd, of the size of 1, zero in the middle. */
const passed = (volts: number): number => Math.sinh(20 * volts) / (2 + Math.cosh(20 * volts));
const at = (index: number, [from, to]: readonly [number, number]): number =>
  from + ((to - from) * index) / (POINTS - 1);

describe('GainTable', () => {
  const range = [-0.15, 0.15] as const;

  test('follows a gain through its zero, between the points too', () => {
    const table = new GainTable(
      range,
      undefined,
      POINTS,
      Float64Array.from({ length: POINTS }, (_, index) => passed(at(index, range))),
    );
    expect(table.at(0)).toBeCloseTo(0, 12);
    for (const volts of [-0.13, -0.06, -0.02, 0.01, 0.05, 0.1])
      expect(Math.abs(table.at(volts) - passed(volts))).toBeLessThan(0.01);
    expect(table.largest()).toBeCloseTo(passed(0.15), 12);
  });

  test('a transconductance over decades is exact between points far apart', () => {
    const wide = [0.5, 1.9] as const;
    const exponential = (volts: number): number => -1e5 * Math.exp((0.5 - volts) / 0.036);
    const table = new GainTable(
      wide,
      undefined,
      POINTS,
      Float64Array.from({ length: POINTS }, (_, index) => exponential(at(index, wide))),
    );
    for (const volts of [0.55, 0.7, 0.83, 1]) expect(table.at(volts) / exponential(volts)).toBeCloseTo(1, 9);
  });

  test('two voltages: through zero in one, over decades in the other', () => {
    const outer = [0.2, 1.8] as const;
    const both = (inner: number, other: number): number => passed(inner) * Math.exp(-other / 0.1);
    const table = new GainTable(
      range,
      outer,
      POINTS,
      Float64Array.from({ length: POINTS ** 2 }, (_, index) =>
        both(at(index % POINTS, range), at(Math.floor(index / POINTS), outer)),
      ),
    );
    for (const [inner, other] of [
      [0.03, 0.5],
      [-0.08, 1.1],
    ] as const)
      expect(table.at(inner, other) / both(inner, other)).toBeCloseTo(1, 1);
  });

  test('nothing overshoots between two decades', () => {
    const table = new GainTable(range, undefined, POINTS, Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1000, 1000));
    for (let volts = -0.15; volts < 0.1; volts += 0.004) {
      expect(table.at(volts)).toBeGreaterThanOrEqual(0);
      expect(table.at(volts)).toBeLessThanOrEqual(1000);
    }
  });

  test('beyond the table its edge holds: a gain is not extrapolated', () => {
    const table = new GainTable(
      range,
      undefined,
      POINTS,
      Float64Array.from({ length: POINTS }, (_, index) => index),
    );
    expect(table.at(-1)).toBeCloseTo(0, 12);
    expect(table.at(1)).toBeCloseTo(POINTS - 1, 12);
  });

  test('a table of another size is refused', () => {
    expect(() => new GainTable(range, range, POINTS, new Float64Array(POINTS))).toThrow(
      'a table of 81 gains was given 9',
    );
  });
});
