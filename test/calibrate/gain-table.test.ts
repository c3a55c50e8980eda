import { GainTable } from '../../src/calibrate/gain-table.js';

const POINTS = 9;
/** What the bump of a modulator gate passes of its tail: odd, of the size of 1, zero in the middle. */
const passed = (volts: number): number => Math.sinh(20 * volts) / (2 + Math.cosh(20 * volts));
const at = (index: number, [from, to]: readonly [number, number]): number => from + ((to - from) * index) / (POINTS - 1);

describe('GainTable', () => {
  const range = [-0.15, 0.15] as const;

  test('follows a gain through its zero, between the points too', () => {
    const table = new GainTable(range, undefined, POINTS, Float64Array.from({ length: POINTS }, (_, index) => passed(at(index, range))));
    expect(table.at(0)).toBeCloseTo(0, 12);
    for (const volts of [-0.13, -0.06, -0.02, 0.01, 0.05, 0.1]) expect(Math.abs(table.at(volts) - passed(volts))).toBeLessThan(0.01);
    expect(table.largest()).toBeCloseTo(passed(0.15), 12);
  });

  test('two voltages: a cubic in each, exact where the gain is a plane', () => {
    const outer = [0.2, 1.8] as const;
    const plane = (inner: number, other: number): number => 3 * inner - 2 * other + 1;
    const table = new GainTable(range, outer, POINTS, Float64Array.from({ length: POINTS ** 2 }, (_, index) => plane(at(index % POINTS, range), at(Math.floor(index / POINTS), outer))));
    expect(table.at(0.033, 1.234)).toBeCloseTo(plane(0.033, 1.234), 12);
  });

  test('beyond the table its edge holds: a gain is not extrapolated', () => {
    const table = new GainTable(range, undefined, POINTS, Float64Array.from({ length: POINTS }, (_, index) => index));
    expect([table.at(-1), table.at(1)]).toEqual([0, POINTS - 1]);
  });

  test('a table of another size is refused', () => {
    expect(() => new GainTable(range, range, POINTS, new Float64Array(POINTS))).toThrow('a table of 81 gains was given 9');
  });
});
