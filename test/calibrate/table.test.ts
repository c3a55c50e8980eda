import { CurrentTable, type Axis } from '../../src/calibrate/table.js';

const inner: Axis = { from: 0, to: 0.6, points: 61 };
const outer: Axis = { from: -0.2, to: 0.2, points: 41 };
const UT = 0.025865;

function tabulate(current: (v: number, u: number) => number): CurrentTable {
  const values = new Float64Array(inner.points * outer.points);
  for (let o = 0; o < outer.points; o++) {
    for (let i = 0; i < inner.points; i++)
      values[o * inner.points + i] = current(inner.from + (0.6 * i) / 60, outer.from + (0.4 * o) / 40);
  }
  return new CurrentTable(inner, outer, values);
}

describe('CurrentTable', () => {
  test('reads a one-dimensional exponential exactly, also between grid points and beyond the grid', () => {
    const exponential = (v: number): number => -2e-15 * Math.exp((0.7 * v) / UT);
    const table = new CurrentTable(
      inner,
      undefined,
      Float64Array.from({ length: 61 }, (_, i) => exponential((0.6 * i) / 60)),
    );
    for (const v of [-0.03, 0, 0.0031, 0.1, 0.2577, 0.5999, 0.6, 0.63])
      expect(table.at(v) / exponential(v)).toBeCloseTo(1, 9);
  });

  test('reads a two-dimensional exponential exactly: a subthreshold transistor', () => {
    const transistor = (v: number, u: number): number => 1e-15 * Math.exp((0.7 * v - u) / UT);
    const table = tabulate(transistor);
    for (const [v, u] of [
      [0.0123, -0.1987],
      [0.3, 0],
      [0.4511, 0.0333],
      [0.59, 0.199],
    ] as const)
      expect(table.at(v, u) / transistor(v, u)).toBeCloseTo(1, 9);
  });

  test('is straight through a zero that lies close to a grid point: a transconductor', () => {
    const line = (v: number): number => 5e-12 * (0.299996 - v);
    const table = new CurrentTable(
      inner,
      undefined,
      Float64Array.from({ length: 61 }, (_, i) => line((0.6 * i) / 60)),
    );
    for (const v of [0.27, 0.2999, 0.302, 0.308, 0.315, 0.33]) expect(table.at(v)).toBeCloseTo(line(v), 17);
  });

  test('finds the balance of two currents where the sign changes', () => {
    const balance = (v: number): number => 1e-12 - 1e-15 * Math.exp((0.7 * v) / UT);
    const table = new CurrentTable(
      inner,
      undefined,
      Float64Array.from({ length: 61 }, (_, i) => balance((0.6 * i) / 60)),
    );
    const zero = (UT / 0.7) * Math.log(1e3);
    // 1 % of either current is 0.4 mV of the state.
    expect(Math.abs(table.at(zero))).toBeLessThan(2e-14);
    expect(table.at(zero - 2e-3)).toBeGreaterThan(0);
    expect(table.at(zero + 2e-3)).toBeLessThan(0);
    for (let v = 0.1; v < 0.5; v += 0.0037)
      expect(Math.abs(table.at(v) - balance(v))).toBeLessThan(0.01 * (1e-12 + Math.abs(balance(v))));
  });

  test('reads straight lines exactly and zero as zero', () => {
    const line = tabulate((v, u) => 1e-12 * (v - 0.3) + 2e-12 * u);
    expect(line.at(0.3, 0)).toBeCloseTo(0, 18);
    const nothing = tabulate(() => 0);
    expect(nothing.at(0.31, 0.1)).toBe(0);
  });

  test('keeps solver noise below an attoampere out of the logarithm', () => {
    const noise = tabulate((v, u) => 1e-20 * Math.sign(Math.sin(1e3 * (v + u)) + 0.1));
    for (let v = 0; v < 0.6; v += 0.011) expect(Math.abs(noise.at(v, 0.01))).toBeLessThan(1e-19);
  });

  test('refuses a grid of another size', () => {
    expect(() => new CurrentTable(inner, outer, new Float64Array(61))).toThrow('2501');
  });
});
