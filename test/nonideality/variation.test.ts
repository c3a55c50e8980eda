import { sampleDraws } from '../../src/nonideality/sample-draws.js';
import { alterationsOf, shiftsOf, variationOf, type VariedCircuit } from '../../src/nonideality/variation.js';
import type { SpreadSpec } from '../../src/spec/types.js';

const CIRCUIT: VariedCircuit = {
  transistors: [
    { instance: 'x', device: 'm1', path: 'xdut.x_x.m1', polarity: 'nfet', area: 1e-11 },
    { instance: 'x', device: 'm2', path: 'xdut.x_x.m2', polarity: 'pfet', area: 1e-11 },
    { instance: 'y', device: 'm2', path: 'xdut.x_y.m2', polarity: 'pfet', area: 1e-11 },
  ],
  capacitors: [
    { instance: 'x', device: 'csyn', path: 'xdut.x_x.csyn', value: 1e-12 },
    { instance: 'w', device: 'cw', path: 'xdut.x_w.cw', value: 2e-12 },
  ],
  references: [{ instance: 'x', device: 'gtau', path: 'i_x_gtau', value: 2e-12 }],
};

/** Values of the factors over many samples, by factor. */
function columns(spread: SpreadSpec, count = 3000): ReadonlyMap<string, readonly number[]> {
  const variation = variationOf(CIRCUIT, spread);
  const draws = sampleDraws({ method: 'random', samples: count, seed: 2, replicates: 1 });
  const chips = Array.from({ length: count }, (_, index) => variation.draw(draws(index + 1)));
  return new Map(
    variation.factors.map(({ instance, device, parameter }, index) => [
      `${instance}.${device} ${parameter}`,
      chips.map((chip) => chip[index]!),
    ]),
  );
}

const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0) / a.length;
const sigma = (values: readonly number[]): number => Math.sqrt(product(values, values));

test('all transistors of a polarity move together, by what the draw says', () => {
  const variation = variationOf(CIRCUIT, {
    process: { nfet: { threshold: 0.01 }, pfet: { threshold: 0.02, beta: 0.04 }, correlation: 0.5 },
  });
  expect(
    variation.factors.map(({ instance, device, parameter, correlation }) => [
      `${instance}.${device} ${parameter}`,
      correlation,
    ]),
  ).toEqual([
    ['chip.nfet threshold', undefined],
    ['chip.pfet threshold', 0.5],
    ['chip.pfet beta', undefined],
  ]);
  expect(alterationsOf(CIRCUIT, variation, [3e-3, 5e-3, Math.log(1.1)])).toEqual([
    { instance: 'xdut.x_x.m1', parameter: 'delvto', value: 3e-3 },
    { instance: 'xdut.x_x.m2', parameter: 'delvto', value: -5e-3 },
    { instance: 'xdut.x_x.m2', parameter: 'mulu0', value: expect.closeTo(1.1, 12) as number },
    { instance: 'xdut.x_y.m2', parameter: 'delvto', value: -5e-3 },
    { instance: 'xdut.x_y.m2', parameter: 'mulu0', value: expect.closeTo(1.1, 12) as number },
  ]);
});

test('nFETs and pFETs are as correlated as stated, and have the sigmas stated', () => {
  const found = columns({
    process: { nfet: { threshold: 0.01, beta: 0.03 }, pfet: { threshold: 0.02, beta: 0.05 }, correlation: -0.6 },
  });
  const of = (name: string): readonly number[] => found.get(name)!;
  for (const [name, expected] of [
    ['chip.nfet threshold', 0.01],
    ['chip.pfet threshold', 0.02],
    ['chip.nfet beta', 0.03],
    ['chip.pfet beta', 0.05],
  ] as const)
    expect(Math.abs(sigma(of(name)) / expected - 1)).toBeLessThan(0.05);
  const correlation = (a: string, b: string): number => product(of(a), of(b)) / (sigma(of(a)) * sigma(of(b)));
  expect(correlation('chip.nfet threshold', 'chip.pfet threshold')).toBeCloseTo(-0.6, 1);
  expect(correlation('chip.nfet beta', 'chip.pfet beta')).toBeCloseTo(-0.6, 1);
  expect(Math.abs(correlation('chip.nfet threshold', 'chip.nfet beta'))).toBeLessThan(0.08);
});

test('capacitors and references: what a chip has in common times what each has alone', () => {
  const spread: SpreadSpec = {
    capacitor: { global: { shape: 'normal', size: 0.1 }, local: 0.01 },
    bias: { global: { shape: 'uniform', size: 0.2 } },
  };
  const { factors } = variationOf(CIRCUIT, spread);
  expect(
    factors.map(({ instance, device, parameter, moves }) => `${instance}.${device} ${parameter}: ${moves.join(' ')}`),
  ).toEqual([
    'chip.capacitors capacitance: xdut.x_x.csyn xdut.x_w.cw',
    'chip.references current: i_x_gtau',
    'x.csyn capacitance: xdut.x_x.csyn',
    'w.cw capacitance: xdut.x_w.cw',
  ]);
  expect(alterationsOf(CIRCUIT, { factors }, [Math.log(1.1), Math.log(0.9), Math.log(1.02), 0])).toEqual([
    { instance: 'xdut.x_x.csyn', parameter: 'capacitance', value: expect.closeTo(1.122e-12, 24) as number },
    { instance: 'xdut.x_w.cw', parameter: 'capacitance', value: expect.closeTo(2.2e-12, 24) as number },
    { instance: 'i_x_gtau', parameter: 'dc', value: expect.closeTo(1.8e-12, 24) as number },
  ]);
  const found = columns(spread);
  expect(Math.abs(sigma(found.get('chip.capacitors capacitance')!) / 0.1 - 1)).toBeLessThan(0.05);
  expect(Math.abs(sigma(found.get('x.csyn capacitance')!) / 0.01 - 1)).toBeLessThan(0.05);
  expect(Math.max(...found.get('chip.references current')!)).toBeLessThanOrEqual(Math.log(1.2));
});

test('a mismatch is added to what the chip has in common', () => {
  const variation = variationOf(CIRCUIT, {
    mismatch: { avt: 5e-9 },
    process: { nfet: { threshold: 0.01 }, pfet: {}, correlation: 0 },
  });
  expect(alterationsOf(CIRCUIT, variation, [2e-3, 1e-3, 4e-3, 0]).map(({ value }) => value)).toEqual([
    3e-3,
    -4e-3,
    expect.closeTo(0, 12),
  ]);
});

test('mismatch of the process: each transistor has that of its library, and one without it is no perfect one', () => {
  const library = new Map([
    ['xdut.x_x.m1', { avt: 3e-9, abeta: 0, at: [] }],
    ['xdut.x_x.m2', { avt: 4e-9, abeta: 1e-8, at: [] }],
    ['xdut.x_y.m2', { avt: 0, abeta: 2e-8, at: [] }],
  ]);
  const transistors = CIRCUIT.transistors.map((one) => ({ ...one, libraryMismatch: () => library.get(one.path) }));
  const { factors } = variationOf({ ...CIRCUIT, transistors }, { mismatch: 'process' });
  expect(factors.map(({ instance, device, parameter, sigma: of }) => [`${instance}.${device}`, parameter, of])).toEqual(
    [
      ['x.m1', 'threshold', 3e-9 / Math.sqrt(1e-11)],
      ['x.m2', 'threshold', 4e-9 / Math.sqrt(1e-11)],
      ['x.m2', 'beta', 1e-8 / Math.sqrt(1e-11)],
      ['y.m2', 'beta', 2e-8 / Math.sqrt(1e-11)],
    ],
  );
  library.delete('xdut.x_y.m2');
  expect(() => variationOf({ ...CIRCUIT, transistors }, { mismatch: 'process' })).toThrow(
    'variations.mismatch: the models of this process say nothing of the mismatch of y.m2; give coefficients, such as ' +
      '{ avt: 5 mV*um, abeta: 1 %*um }, or take a process that has them, such as an installed sky130A or gf180mcuD',
  );
});

test('supply and temperature are no parameters of the circuit, but shifts of its conditions', () => {
  const variation = variationOf(CIRCUIT, {
    supply: { shape: 'uniform', size: 0.05 },
    temperature: { shape: 'truncated-normal', size: 6 },
  });
  expect(alterationsOf(CIRCUIT, variation, [0.02, -3])).toEqual([]);
  expect(shiftsOf(variation, [0.02, -3])).toEqual({ supply: 0.02, temperature: -3 });
  const found = columns({
    supply: { shape: 'uniform', size: 0.05 },
    temperature: { shape: 'truncated-normal', size: 6 },
  });
  expect(Math.max(...found.get('chip.supply supply')!.map(Math.abs))).toBeLessThanOrEqual(0.05);
  expect(Math.abs(sigma(found.get('chip.temperature temperature')!) / (2 * 0.98658) - 1)).toBeLessThan(0.05);
});
