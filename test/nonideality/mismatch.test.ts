import type { PlacedTransistor } from '../../src/nonideality/placed-transistor.js';
import { sampleDraws } from '../../src/nonideality/sample-draws.js';
import { alterationsOf, variationOf } from '../../src/nonideality/variation.js';
import { loadProcess } from '../../src/process/load.js';
import { wrappedTransistors } from '../../src/process/styles/pdk-library.js';

const transistor = (path: string, area: number, polarity: PlacedTransistor['polarity'] = 'nfet'): PlacedTransistor => ({
  instance: 'x',
  device: 'm1',
  path,
  polarity,
  area,
});
const AVT = 5e-9;
const circuitOf = (transistors: readonly PlacedTransistor[]) => ({ transistors, capacitors: [], references: [] });

/** Thresholds and betas by transistor. */
function drawMismatch(
  transistors: readonly PlacedTransistor[],
  { avt, abeta }: { avt: number; abeta?: number },
  seed: number,
  sample: number,
): { threshold: number; beta: number }[] {
  const { factors, draw } = variationOf(circuitOf(transistors), {
    mismatch: { avt, ...(abeta === undefined ? {} : { abeta }) },
  });
  const values = draw(sampleDraws({ method: 'random', samples: 100, seed, replicates: 1 })(sample));
  const of = (path: string, parameter: string): number =>
    factors.reduce(
      (found, { moves, parameter: own }, index) => (own === parameter && moves[0] === path ? values[index]! : found),
      0,
    );
  return transistors.map(({ path }) => ({ threshold: of(path, 'threshold'), beta: of(path, 'beta') }));
}

test('a sample is known by seed, number and name alone', () => {
  const [one, two] = [transistor('xdut.x_a.m1', 1e-11), transistor('xdut.x_b.m1', 1e-11)];
  const together = drawMismatch([one, two], { avt: AVT }, 7, 17);
  expect(drawMismatch([two], { avt: AVT, abeta: 1e-8 }, 7, 17)[0]!.threshold).toBe(together[1]!.threshold);
  expect(together[0]!.threshold).not.toBe(together[1]!.threshold);
  expect(drawMismatch([one], { avt: AVT }, 7, 18)[0]!.threshold).not.toBe(together[0]!.threshold);
  expect(drawMismatch([one], { avt: AVT }, 8, 17)[0]!.threshold).not.toBe(together[0]!.threshold);
  // The same on every machine, for ever: replay commands in old reports name these samples.
  expect(together.map(({ threshold }) => Number(threshold.toPrecision(9)))).toEqual([-0.00234453168, 0.00172544523]);
});

test('standard deviations follow Pelgrom, thresholds of different transistors do not', () => {
  const pair = [transistor('m1', 4e-12), transistor('m2', 16e-12)];
  const draws = Array.from({ length: 4000 }, (_, index) => drawMismatch(pair, { avt: AVT, abeta: 1e-8 }, 1, index + 1));
  const column = (position: number, of: 'threshold' | 'beta'): number[] => draws.map((draw) => draw[position]![of]);
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + value * b[index]!, 0) / a.length;
  const sigma = (values: readonly number[]): number => Math.sqrt(product(values, values));
  // 4000 draws know a sigma to 1.1 %.
  expect(sigma(column(0, 'threshold')) / 2.5e-3).toBeCloseTo(1, 1);
  expect(sigma(column(1, 'threshold')) / 1.25e-3).toBeCloseTo(1, 1);
  expect(sigma(column(0, 'beta')) / 5e-3).toBeCloseTo(1, 1);
  expect(Math.abs(product(column(0, 'threshold'), column(1, 'threshold')) / (2.5e-3 * 1.25e-3))).toBeLessThan(0.06);
  expect(Math.abs(product(column(0, 'threshold'), column(0, 'beta')) / (2.5e-3 * 5e-3))).toBeLessThan(0.06);
});

test('a larger |Vth| is a negative delvto in a pFET; beta is a factor on the mobility', () => {
  const alterations = (polarity: PlacedTransistor['polarity'], values: readonly number[]) => {
    const circuit = circuitOf([transistor('xdut.x_a.m1', 1e-11, polarity)]);
    return alterationsOf(
      circuit,
      variationOf(circuit, { mismatch: { avt: AVT, ...(values.length > 1 ? { abeta: 1e-8 } : {}) } }),
      values,
    );
  };
  expect(alterations('nfet', [5e-3])).toEqual([{ instance: 'xdut.x_a.m1', parameter: 'delvto', value: 5e-3 }]);
  expect(alterations('pfet', [5e-3, Math.log(1.02)])).toEqual([
    { instance: 'xdut.x_a.m1', parameter: 'delvto', value: -5e-3 },
    { instance: 'xdut.x_a.m1', parameter: 'mulu0', value: expect.closeTo(1.02, 12) as number },
  ]);
});

test('parallel devices count with their common area, or are drawn one by one where a wrapper hides them', () => {
  const device = { polarity: 'pfet' as const, geometry: { w: 5e-6, l: 2e-6, m: 4 } };
  expect(loadProcess('sky130').transistors('m1', device)).toEqual([
    { path: 'm1', area: expect.closeTo(40e-12, 20) as number },
  ]);
  const wrapped = wrappedTransistors({ transistor: 'm0' }, 'm1', device);
  expect(wrapped.map(({ path }) => path)).toEqual(['xm1.m0', 'xm1_2.m0', 'xm1_3.m0', 'xm1_4.m0']);
  expect(wrapped[0]!.area).toBeCloseTo(10e-12, 20);
});
