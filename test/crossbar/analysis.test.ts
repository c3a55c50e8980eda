import { devicesOf } from '../../src/crossbar/analysis/array-cells.js';
import { readMargin } from '../../src/crossbar/analysis/margin.js';
import { analyseRead } from '../../src/crossbar/analysis/read.js';
import { stress } from '../../src/crossbar/analysis/stress.js';
import { program } from '../../src/crossbar/analysis/write.js';
import { drifted, noisy, quantised, rmsError } from '../../src/crossbar/analysis/product.js';
import { parseCrossbar } from '../../src/crossbar/spec/load.js';
import type { CrossbarSpec } from '../../src/crossbar/spec/schema.js';

const HEAD = 'rulespice: 1\nname: t\n';
const VTEAM = 'device: { set: vteam-b }';
const spec = (text: string): CrossbarSpec => parseCrossbar(`${HEAD}${text}`, 't.yaml');
const array = (text: string) =>
  spec(
    `crossbar: { rows: 8, columns: 8, ${text} }\nmargin: { sizes: [2], low: 10 kohm, high: 1 megohm, ` +
      `pullup: 10 kohm, voltage: 1 V }\nverify: [{ quantity: read-margin, min: 1 % }]`,
  ).crossbar;

describe('read margin of linear cells, floating lines, no wires', () => {
  const ideal = array('wires: {}');
  const sneak = (n: number): number => 10e3 * (2 / (n - 1) + 1 / (n - 1) ** 2);
  const parallel = (a: number, b: number): number => (a * b) / (a + b);
  test.each([10, 100, 1e5])('R_H/R_L = %f', (ratio) => {
    for (const n of [2, 4, 8, 16, 32, 64, 128]) {
      const exact = 10e3 / (parallel(10e3, sneak(n)) + 10e3) - 10e3 / (parallel(10e3 * ratio, sneak(n)) + 10e3);
      const { margin } = readMargin(
        ideal,
        { low: 10e3, high: 10e3 * ratio, pullup: 10e3, voltage: 1, scheme: 'floating' },
        n,
      );
      expect(Math.abs(margin / exact - 1)).toBeLessThan(1e-6);
    }
  });

  test('the table of the literature, to its digits', () => {
    const found = [2, 4, 8, 16, 32].map((n) =>
      readMargin(ideal, { low: 10e3, high: 1e6, pullup: 10e3, voltage: 1, scheme: 'floating' }, n).margin.toFixed(4),
    );
    expect(found).toEqual(['0.3158', '0.1312', '0.0440', '0.0129', '0.0035']);
  });

  test('a selector brings the margin back, wires take it away', () => {
    const margin = (text: string): number =>
      readMargin(array(text), { low: 10e3, high: 1e6, pullup: 10e3, voltage: 1, scheme: 'floating' }, 32).margin;
    expect(margin('selector: { current: 50 uA, voltage: 1 V, nonlinearity: 1000 }')).toBeGreaterThan(
      10 * margin('wires: {}'),
    );
    expect(margin('wires: { word: 50 ohm, bit: 50 ohm }')).toBeLessThan(margin('wires: {}'));
  });
});

describe('errors of a product by cause', () => {
  const g = Float64Array.from({ length: 64 }, (_, cell) => 1e-6 * (1 + cell));
  test('each cause changes the conductances as it should', () => {
    const few = quantised(g, 4);
    expect(new Set(few).size).toBe(4);
    expect(Math.max(...few.map((value, cell) => Math.abs(value - g[cell]!)))).toBeLessThanOrEqual(
      (63e-6 / 3 / 2) * (1 + 1e-12),
    );
    expect(drifted(g, 0.05, 1e4, 1)[5]! / g[5]!).toBeCloseTo(1e4 ** -0.05, 12);
    const errors = noisy(new Float64Array(20_000).fill(1), 0.1, 3).map((value) => value - 1);
    expect(Math.sqrt(errors.reduce((sum, value) => sum + value * value, 0) / errors.length)).toBeCloseTo(0.1, 2);
    expect(noisy(g, 0.1, 3)).toEqual(noisy(g, 0.1, 3));
    expect(rmsError([Float64Array.of(3, 3)], [Float64Array.of(3, 4)])).toBeCloseTo(0.2, 12);
  });

  test('drift alone gives its own error, and no cause gives none', async () => {
    const read = (errors: string) =>
      spec(
        `crossbar: { rows: 8, columns: 8, conductance: { random: { low: 1 uS, high: 100 uS } } }\nread: { ` +
          `inputs: { uniform: 0.1 V }, errors: ${errors} }\nverify: [{ quantity: product-error, max: 1 % }]`,
      );
    const error = async (document: CrossbarSpec): Promise<number> =>
      (await analyseRead(document.crossbar, document.read!, { folder: '.' })).measured.get('product-error')!;
    expect(await error(read('{}'))).toBeLessThan(1e-12);
    expect(await error(read('{ drift: { exponent: 0.05, time: 100 s } }'))).toBeCloseTo(1 - 100 ** -0.05, 10);
  });
});

describe('half-select stress', () => {
  const cells = array(`${VTEAM}, wires: { word: 2 ohm, bit: 2 ohm }`);
  const pulse = { cell: [3, 6] as [number, number], voltage: -1.4, width: 50e-9, edge: 2e-9 };
  const start = new Float64Array(64).fill(0.5);

  test('V/2 moves exactly the cells of the selected lines, V/3 none', async () => {
    const moved = async (scheme: 'v/2' | 'v/3'): Promise<number[]> =>
      [...(await program(cells, scheme, [pulse], devicesOf(cells), start)).state].flatMap((value, cell) =>
        Math.abs(value - 0.5) > 1e-12 ? [cell] : [],
      );
    expect(await moved('v/3')).toEqual([21]);
    expect(await moved('v/2')).toEqual([5, 13, 16, 17, 18, 19, 20, 21, 22, 23, 29, 37, 45, 53, 61]);
  });

  test('extrapolated cycles agree with every cycle simulated', async () => {
    const one = await stress(cells, { pulses: [pulse], cycles: 30, level: 0.1 }, 'v/2', devicesOf(cells), start);
    const all = (await program(cells, 'v/2', Array<typeof pulse>(30).fill(pulse), devicesOf(cells), start)).state;
    expect(
      Math.max(...one.after.map((value, cell) => (cell === 21 ? 0 : Math.abs(value + 0.5 - all[cell]!)))),
    ).toBeLessThan(1e-3);
    expect(one.simulated).toBeLessThan(30);
    expect(one.cyclesToLevel).toBeGreaterThan(1);
    expect(one.cyclesToLevel).toBeLessThan(30);
  });

  test('the energy the sources deliver is what cells, wires and drivers turn into heat', async () => {
    // With ideal wires all of it is in the cells; 50 ns plateau and two edges of a third each.
    const fixed = array(`${VTEAM.replace(' }', ', parameters: { k_on: 0 m/s, k_off: 0 m/s } }')}`);
    const { energies } = await program(fixed, 'v/3', [{ ...pulse, voltage: 0.9 }], devicesOf(fixed), start);
    const conductance = 1 / (10e3 + 990e3 / 2);
    const exact = conductance * (0.9 ** 2 + 63 * 0.3 ** 2) * (50e-9 + (2 * 2e-9) / 3);
    expect(energies[0]! / exact).toBeCloseTo(1, 9);
  });
});
